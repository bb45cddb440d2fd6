/**
 * Reads what the Python gateway left in its storage, so that nothing is lost when it is replaced.
 */
@NullMarked
package io.tidegate.legacy;

import org.jspecify.annotations.NullMarked;

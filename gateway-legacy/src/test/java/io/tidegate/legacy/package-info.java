/** The storage of a Python gateway, as it leaves it. */
@NullMarked
package io.tidegate.legacy;

import org.jspecify.annotations.NullMarked;

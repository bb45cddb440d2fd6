/** What several connectors share. */
@NullMarked
package io.tidegate.support;

import org.jspecify.annotations.NullMarked;

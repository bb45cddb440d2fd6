/** What the log holds for the gateway, and its bytes. */
@NullMarked
package io.tidegate.engine.record;

import org.jspecify.annotations.NullMarked;

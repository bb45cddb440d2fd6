/** Time as the engine sees it, so that tests can turn the clock. */
@NullMarked
package io.tidegate.engine.time;

import org.jspecify.annotations.NullMarked;

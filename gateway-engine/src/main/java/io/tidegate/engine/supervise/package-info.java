/**
 * Keeps connections alive, north and south alike: the only place that opens, retries and gives up.
 */
@NullMarked
package io.tidegate.engine.supervise;

import org.jspecify.annotations.NullMarked;

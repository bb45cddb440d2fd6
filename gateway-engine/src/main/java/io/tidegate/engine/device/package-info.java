/** Which devices are known, reachable and wanted. */
@NullMarked
package io.tidegate.engine.device;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.tidegate.app.telemetry;

import org.jspecify.annotations.NullMarked;

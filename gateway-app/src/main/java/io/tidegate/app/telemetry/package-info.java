/** What the gateway tells ThingsBoard of itself: statistics, errors, log lines. */
@NullMarked
package io.tidegate.app.telemetry;

import org.jspecify.annotations.NullMarked;

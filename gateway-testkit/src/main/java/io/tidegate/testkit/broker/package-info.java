/** A small MQTT broker in the same process, for the demo. */
@NullMarked
package io.tidegate.testkit.broker;

import org.jspecify.annotations.NullMarked;

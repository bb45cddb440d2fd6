/** A small plant that publishes over MQTT: a boiler, pumps, a tank, a weather mast and meters. */
@NullMarked
package io.tidegate.testkit.sensors;

import org.jspecify.annotations.NullMarked;

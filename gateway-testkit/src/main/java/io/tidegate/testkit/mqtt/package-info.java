/**
 * The core of an MQTT server, 3.1.1 and 5 on one port: it speaks the protocol and leaves every
 * decision to a {@link io.tidegate.testkit.mqtt.MqttService}.
 */
@NullMarked
package io.tidegate.testkit.mqtt;

import org.jspecify.annotations.NullMarked;

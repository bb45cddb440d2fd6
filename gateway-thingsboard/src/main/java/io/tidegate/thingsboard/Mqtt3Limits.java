package io.tidegate.thingsboard;

import com.hivemq.client.internal.mqtt.message.connect.MqttConnect;
import com.hivemq.client.internal.mqtt.message.connect.mqtt3.Mqtt3ConnectView;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;

/**
 * Bounds what is received with MQTT 3.1.1, where the broker can't be told a bound. The library's
 * decoder refuses a longer packet when it has seen its first bytes, with both versions; but only
 * MQTT 5 has a public way to say how long is too long. Without it a packet of up to 256 MB is
 * collected in memory.
 *
 * <p>The MQTT connector has the same lines: they know nothing but the library, and a module for one
 * call that a connector and the uplink share would cost more than it saves.
 */
final class Mqtt3Limits {

  private Mqtt3Limits() {}

  /** The same CONNECT, with a bound that stays on this side of the wire. */
  static Mqtt3Connect withMaximumPacketSize(Mqtt3Connect connect, int bytes) {
    MqttConnect bounded =
        ((Mqtt3ConnectView) connect)
            .getDelegate()
            .extend()
            .restrictions()
            .maximumPacketSize(bytes)
            .applyRestrictions()
            .build();
    return Mqtt3ConnectView.of(bounded);
  }
}

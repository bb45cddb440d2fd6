package io.tidegate.thingsboard;

import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;

/**
 * One MQTT connection, from CONNECT to its end. The two implementations are all that knows the
 * client library.
 */
interface MqttLink {

  /**
   * Connects.
   *
   * @throws VersionRefusedException if the server does not speak this version of MQTT.
   * @throws io.tidegate.connector.ConfigurationException if the server does not want us.
   */
  Terms open() throws IOException, InterruptedException;

  /** Asks for a topic; a refusal is logged, since the data flows without. */
  void subscribe(String filter, int qos);

  /** Publishes with QoS 0, which is answered once it is written, or 1; never blocks. */
  void publish(String topic, int qos, byte[] payload, AckListener listener);

  /** Says goodbye if it still can, and frees everything. */
  void close();

  /** What the server told in its CONNACK. */
  record Terms(int receiveMaximum, int maximumPacketSize) {

    /** MQTT 3.1.1 has no such limits. */
    static final Terms NONE = new Terms(65_535, Integer.MAX_VALUE);
  }

  /** Told of all that comes in; called by the connection's only thread, which must not block. */
  interface Events {

    void received(String topic, byte[] payload);

    void ended(IOException cause);
  }

  /** Told what became of a message; as {@link Events} in all else. */
  interface AckListener {

    void answered(Outcome outcome);

    void lost(IOException cause);
  }
}

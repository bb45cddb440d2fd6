package io.tidegate.testkit.mqtt;

import java.nio.charset.StandardCharsets;

/** A message that a client has published. */
public final class IncomingMessage {

  private final MqttConnection connection;
  private final String topic;
  private final byte[] payload;
  private final int qos;
  private final int packetId;

  IncomingMessage(MqttConnection connection, String topic, byte[] payload, int qos, int packetId) {
    this.connection = connection;
    this.topic = topic;
    this.payload = payload;
    this.qos = qos;
    this.packetId = packetId;
  }

  public String topic() {
    return topic;
  }

  /** The payload itself, not a copy. */
  public byte[] payload() {
    return payload;
  }

  public int qos() {
    return qos;
  }

  /** The payload as text. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /**
   * Answers the client with a reason code, which MQTT 3.1.1 can't carry and QoS 0 doesn't ask for.
   * May be called from any thread.
   */
  public void acknowledge(int reasonCode) {
    connection.acknowledge(qos, packetId, reasonCode);
  }
}

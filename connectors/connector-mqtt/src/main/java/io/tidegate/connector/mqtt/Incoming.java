package io.tidegate.connector.mqtt;

/**
 * A message that waits to be taken over.
 *
 * @param qos 0: the broker has forgotten it; otherwise it waits for the acknowledgement.
 * @param packet in which it has come.
 * @param kind what else is known of it.
 * @param acknowledgement tells the broker that the message may be forgotten; free of blocking.
 */
record Incoming(MqttReading reading, int qos, Packet packet, Kind kind, Runnable acknowledgement) {

  /** Roughly what the objects around a payload take. */
  private static final int OVERHEAD = 400;

  /** Why a message has come. */
  enum Kind {
    /** It was published just now. */
    FRESH,
    /** The broker has kept it, and sends it because of a new subscription. */
    RETAINED,
    /** It answers a request, and the one who waited for it has it already. */
    ANSWER
  }

  static Kind kind(boolean retained) {
    return retained ? Kind.RETAINED : Kind.FRESH;
  }

  Incoming asAnswer() {
    return new Incoming(reading, qos, packet, Kind.ANSWER, acknowledgement);
  }

  long size() {
    return (long) reading.payload().length + reading.topic().length() + OVERHEAD;
  }
}

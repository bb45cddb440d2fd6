package io.tidegate.connector.mqtt;

/**
 * A message that waits to be taken over.
 *
 * @param qos 0: the broker has forgotten it; otherwise it waits for the acknowledgement.
 * @param acknowledgement tells the broker that the message may be forgotten; free of blocking.
 */
record Incoming(MqttReading reading, int qos, Runnable acknowledgement) {

  /** Roughly what the objects around a payload take. */
  private static final int OVERHEAD = 400;

  long size() {
    return (long) reading.payload().length + reading.topic().length() + OVERHEAD;
  }
}

package io.tidegate.connector.mqtt;

/**
 * Turns the messages of one mapping into points. Compiled in two steps: what the configuration says
 * once per mapping, what the topic says once per topic. A pure function: no I/O, no clock.
 */
@FunctionalInterface
interface MqttConverter {

  /** The part that depends on the message only. */
  @FunctionalInterface
  interface ForTopic {

    /** Adds what the message says, and what in it does not fit, to the conversion. */
    void convert(MqttReading reading, Conversion conversion);
  }

  /** Prepares for the messages of one topic. */
  ForTopic at(String topic);
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.Converter;

/**
 * Turns the messages of one mapping into points. Compiled in two steps: what the configuration says
 * once per mapping, what the topic says once per topic.
 */
@FunctionalInterface
interface MqttConverter {

  /** The part that depends on the message only. */
  @FunctionalInterface
  interface ForTopic extends Converter<MqttReading> {}

  /** Prepares for the messages of one topic. */
  ForTopic at(String topic);
}

package io.tidegate.connector.mqtt;

/**
 * A message as it came from the broker.
 *
 * @param topic its topic.
 * @param payload its bytes; not copied, nobody changes them.
 * @param receivedAt milliseconds since the epoch.
 */
@SuppressWarnings("ArrayRecordComponent") // readings are never compared, and copies would cost
record MqttReading(String topic, byte[] payload, long receivedAt) {}

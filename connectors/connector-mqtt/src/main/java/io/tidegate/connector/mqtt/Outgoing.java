package io.tidegate.connector.mqtt;

/** A message to publish. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outgoing(String topic, byte[] body, int qos, boolean retain) {}

package io.tidegate.thingsboard;

/**
 * MQTT messages with data or requests, over all connections.
 *
 * @param sent to the platform.
 * @param received from the platform.
 */
public record Traffic(long sent, long received) {}

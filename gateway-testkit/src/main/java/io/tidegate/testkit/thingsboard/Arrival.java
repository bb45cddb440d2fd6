package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;

/**
 * One value as it arrived.
 *
 * @param message the running number of the message it came in, over all clients.
 * @param timestamp milliseconds since the epoch; of an attribute, when it arrived.
 */
public record Arrival(int message, long timestamp, Value value) {}

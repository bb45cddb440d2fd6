package io.tidegate.data;

/**
 * When a record passed where; kept only while the user looks for what takes time. All times are
 * wall clock times in milliseconds since the epoch.
 *
 * @param connector the name of the connector that read it.
 * @param receivedAt when its reading came off the wire.
 * @param convertedAt when the connector handed it over.
 * @param storedAt when it went to the log.
 */
public record Journey(String connector, long receivedAt, long convertedAt, long storedAt) {}

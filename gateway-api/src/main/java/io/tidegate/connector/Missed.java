package io.tidegate.connector;

/**
 * Readings that were due and never made, or never got to the log, although the connection is up,
 * since more is asked for than can be carried. No other count has them.
 *
 * @param source what can't carry it: a line, a subscription.
 * @param reason what is counted, a phrase out of a small fixed set: {@code polls left out}.
 * @param count how many there were since this was told last.
 * @param detail what can be carried, for the user who may ask for less; the latest is shown.
 */
public record Missed(String source, String reason, long count, String detail) {}

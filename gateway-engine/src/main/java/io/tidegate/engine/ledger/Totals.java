package io.tidegate.engine.ledger;

/**
 * The account of one connector at one moment, without its devices.
 *
 * @param counts of records.
 * @param points that it has brought into the log.
 */
public record Totals(Counts counts, Points points) {}

package io.tidegate.engine.ledger;

import java.util.List;

/**
 * All accounts at one moment.
 *
 * @param total of the gateway.
 * @param connectors one each, by name. What was found in the log at the start belongs to no
 *     connector until it leaves the log; {@code total} has it.
 */
public record LedgerSnapshot(Counts total, List<Statement> connectors) {

  public LedgerSnapshot {
    connectors = List.copyOf(connectors);
  }
}

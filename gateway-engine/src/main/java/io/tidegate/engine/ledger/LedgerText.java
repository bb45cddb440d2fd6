package io.tidegate.engine.ledger;

import io.tidegate.connector.Missed;
import java.util.Map;
import java.util.stream.Collectors;

/** The ledger as a table for people. */
public final class LedgerText {

  private static final String ROW = "%-24s %12s %12s %12s %12s %12s %12s %12s %12s %12s %12s%n";

  private final StringBuilder text = new StringBuilder();

  private LedgerText() {}

  /** One row a connector and one for all, and the reasons of what did not get through. */
  public static String connectors(LedgerSnapshot snapshot) {
    LedgerText table = new LedgerText().head("connector");
    for (Statement statement : snapshot.connectors()) {
      table.row(statement.connector(), statement.counts());
    }
    table.row("all", snapshot.total());
    for (Statement statement : snapshot.connectors()) {
      table.reasons(statement.connector() + " filtered", statement.filtered());
      table.reasons(statement.connector() + " rejected", statement.rejected());
      table.reasons(statement.connector() + " dropped", statement.dropped());
      statement.missed().forEach(missed -> table.missed(statement.connector(), missed));
    }
    return table.text.toString();
  }

  /** One row a device. */
  public static String devices(Statement statement) {
    LedgerText table = new LedgerText().head(statement.connector());
    statement.devices().forEach(table::row);
    return table.text.toString();
  }

  private LedgerText head(String name) {
    text.append(
        ROW.formatted(
            name,
            "read",
            "repeated",
            "filtered",
            "rejected",
            "stored",
            "recovered",
            "delivered",
            "waiting",
            "expired",
            "dropped"));
    return this;
  }

  private void row(String name, Counts c) {
    text.append(
        ROW.formatted(
            name,
            c.read(),
            c.repeated(),
            c.filtered(),
            c.rejected(),
            c.stored(),
            c.recovered(),
            c.delivered(),
            c.waiting(),
            c.expired(),
            c.dropped()));
  }

  private void missed(String connector, Missed missed) {
    text.append(
        "%s, %s: %d %s; %s%n"
            .formatted(
                connector, missed.source(), missed.count(), missed.reason(), missed.detail()));
  }

  private void reasons(String title, Map<String, Long> reasons) {
    if (!reasons.isEmpty()) {
      text.append(title).append(": ");
      text.append(
          reasons.entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue())
              .collect(Collectors.joining(", ")));
      text.append(System.lineSeparator());
    }
  }
}

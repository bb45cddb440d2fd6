package io.tidegate.engine.ledger;

import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.LogListener.DropReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts of the gateway. Safe for use by several threads, without a lock. */
public final class Ledger {

  /**
   * The account of what belongs to no connector any more: values that can't be read. It recovers
   * what it drops; in the account of their connector, which nobody can tell, they wait for ever.
   */
  public static final String LOG_ACCOUNT = "(log)";

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final PointTally delivered = new PointTally();

  private volatile long recovered;
  private volatile long recoveredEnd;

  /**
   * Tells what was in the log when it was opened, before anything is appended.
   *
   * @param entries how many records were waiting.
   * @param end the offset of the first record of this run.
   */
  public void opened(long entries, long end) {
    // Opening may have told of values that were there and are lost.
    recovered = entries + snapshot().total().left();
    recoveredEnd = end;
  }

  /** The account of a connector; opened when first asked for. */
  public Account account(String connector) {
    Account known = accounts.get(connector);
    return known == null ? accounts.computeIfAbsent(connector, Account::new) : known;
  }

  /** The platform has acknowledged a record. */
  public void delivered(long offset, StoredRecord record) {
    leaving(offset, record).delivered(record.record().device().name());
    delivered.add(Points.of(record));
  }

  /** The data points that the platform has acknowledged. */
  public Points deliveredPoints() {
    return delivered.points();
  }

  /** The accounts by connector, without their devices. */
  public Map<String, Totals> totals() {
    Map<String, Totals> totals = new TreeMap<>();
    accounts.forEach((connector, account) -> totals.put(connector, account.totals()));
    return totals;
  }

  /** A record was taken out of the way of the others. */
  public void dropped(long offset, StoredRecord record, String reason) {
    leaving(offset, record).dropped(record.record().device().name(), reason);
  }

  /** The log has dropped a record. */
  public void dropped(StoredRecord record, DropReason reason) {
    Account account = account(record.connector());
    switch (reason) {
      case AGE -> account.expired(record.record().device().name());
      case QUOTA -> account.dropped(record.record().device().name(), "quota");
    }
  }

  /** Records of unknown origin are gone. */
  public void dropped(long count, String reason) {
    account(LOG_ACCOUNT).dropped(count, reason);
  }

  /** All accounts now. */
  public LedgerSnapshot snapshot() {
    List<Statement> statements =
        accounts.values().stream()
            .map(Account::statement)
            .sorted(Comparator.comparing(Statement::connector))
            .toList();
    Counts sum = statements.stream().map(Statement::counts).reduce(Counts.ZERO, Counts::plus);
    long found = Math.max(recovered, sum.left() - sum.stored());
    return new LedgerSnapshot(sum.withRecovered(found), statements);
  }

  private Account leaving(long offset, StoredRecord record) {
    Account account = account(record.connector());
    if (offset < recoveredEnd) {
      account.recovered(record.record().device().name());
    }
    return account;
  }
}

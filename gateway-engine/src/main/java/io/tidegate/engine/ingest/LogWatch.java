package io.tidegate.engine.ingest;

import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.report.ReportFilter;
import io.tidegate.engine.time.Pulse;
import io.tidegate.log.LogListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Books and tells what happens to the log. Made before the log, which is opened with it. */
public final class LogWatch implements LogListener<StoredRecord> {

  private static final Logger log = LoggerFactory.getLogger("storage");

  private final Ledger ledger;
  private final Grumble grumble;
  private final Map<String, ReportFilter> filters = new ConcurrentHashMap<>();

  private volatile Optional<String> failure = Optional.empty();

  /** Creates a watch that books into the ledger. */
  public LogWatch(Ledger ledger, Pulse pulse) {
    this.ledger = ledger;
    this.grumble = new Grumble(log, pulse);
  }

  @Override
  public void dropped(List<StoredRecord> values, DropReason reason) {
    for (StoredRecord value : values) {
      ledger.dropped(value, reason);
      ReportFilter filter = filters.get(value.connector());
      if (filter != null) {
        filter.dropped(value.record());
      }
    }
    grumble.tell(
        "Records dropped because of " + reason.name().toLowerCase(Locale.ROOT),
        values.size(),
        values.size() + " records");
  }

  @Override
  public void corrupted(long count, String detail) {
    ledger.dropped(count, "corrupted");
    log.error("{} records in the log can't be read: {}", count, detail);
  }

  @Override
  public void failing(String detail) {
    failure = Optional.of(detail);
    log.error("The log can't be written, so nothing is accepted until it can: {}", detail);
  }

  @Override
  public void healed() {
    failure = Optional.empty();
    log.info("The log can be written again");
  }

  /** Why the log can't be written now; empty if it can. */
  public Optional<String> failure() {
    return failure;
  }

  void follow(String connector, ReportFilter filter) {
    filters.put(connector, filter);
  }

  void unfollow(String connector, ReportFilter filter) {
    filters.remove(connector, filter);
  }
}

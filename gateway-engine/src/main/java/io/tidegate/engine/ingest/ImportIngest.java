package io.tidegate.engine.ingest;

import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.ledger.Account;
import io.tidegate.engine.record.StoredRecord;
import java.util.List;

/**
 * The way in for what another gateway has read: as it is, since filters and report strategies had
 * their turn there. Its devices are not taken to be there now.
 */
public final class ImportIngest {

  private final String name;
  private final Account account;
  private final Intake intake;

  ImportIngest(Ingest ingest, String name) {
    this.name = name;
    this.account = ingest.ledger().account(name);
    this.intake = new Intake(ingest.log());
  }

  /** Returns when the log has all that it can take. */
  public void accept(List<UplinkRecord> records) throws InterruptedException {
    List<StoredRecord> stored = records.stream().map(r -> new StoredRecord(name, r)).toList();
    try {
      intake.append(stored);
    } catch (IllegalArgumentException e) {
      acceptOneByOne(stored);
      return;
    }
    records.forEach(record -> account.stored(record.device().name()));
  }

  /** One of them is such that the log can never take it. */
  private void acceptOneByOne(List<StoredRecord> records) throws InterruptedException {
    for (StoredRecord record : records) {
      String device = record.record().device().name();
      try {
        intake.append(List.of(record));
        account.stored(device);
      } catch (IllegalArgumentException e) {
        account.rejected(device, "does not fit into the log");
      }
    }
  }

  /** Something made no sense. */
  public void rejected(String reason) {
    account.rejected(reason);
  }
}

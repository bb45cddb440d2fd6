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
    intake.append(records.stream().map(r -> new StoredRecord(name, r)).toList(), new Imported());
  }

  /** Something made no sense. */
  public void rejected(String reason) {
    account.rejected(reason);
  }

  private final class Imported implements Intake.Books {

    @Override
    public void stored(StoredRecord record) {
      account.stored(record.record().device().name());
    }

    @Override
    public void refused(StoredRecord record, String detail) {
      account.rejected(record.record().device().name(), DOES_NOT_FIT);
    }
  }
}

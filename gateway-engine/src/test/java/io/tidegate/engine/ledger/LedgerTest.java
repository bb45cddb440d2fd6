package io.tidegate.engine.ledger;

import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.connector.Missed;
import io.tidegate.data.Value;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.LogListener.DropReason;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private final Ledger ledger = new Ledger();

  @Test
  void bothEquationsHoldForEveryRowAndTheSum() {
    ledger.opened(3, 3);
    Account account = ledger.account("c");
    account.stored("A");
    account.stored("A");
    account.stored("B");
    account.repeated("B");
    account.filtered("B", "report strategy");
    account.rejected("not JSON");
    ledger.delivered(0, stored("A"));
    ledger.delivered(3, stored("A"));
    ledger.dropped(stored("B"), DropReason.AGE);
    ledger.dropped(1, stored("B"), "refused");

    LedgerSnapshot snapshot = ledger.snapshot();
    Counts total = snapshot.total();
    assertThat(total).isEqualTo(new Counts(5, 1, 1, 1, 3, 4, 2, 1, 1));
    assertThat(total.balanced()).isTrue();
    assertThat(total.waiting()).isEqualTo(3);
    assertThat(snapshot.connectors().getFirst().devices()).hasSize(2);
    assertThat(snapshot.connectors().getFirst().devices().values())
        .allMatch(counts -> counts.balanced() && counts.waiting() >= 0);
  }

  @Test
  void whatOpeningFoundDamagedWasThereAndIsLost() {
    ledger.dropped(5, "corrupted");
    ledger.opened(10, 15);

    Counts total = ledger.snapshot().total();
    assertThat(total.recovered()).isEqualTo(15);
    assertThat(total.waiting()).isEqualTo(10);
  }

  // It waits in the account of its connector, and that nobody can tell.
  @Test
  void fewerThanNoneWaitNowhereWhenRecordsAreLostThatNobodyCanRead() {
    ledger.opened(0, 0);
    ledger.account("c").stored("A");
    ledger.account("c").stored("A");
    ledger.delivered(0, stored("A"));
    ledger.dropped(1, "corrupted");

    LedgerSnapshot snapshot = ledger.snapshot();
    assertThat(snapshot.connectors())
        .extracting(Statement::connector, statement -> statement.counts().waiting())
        .containsExactly(tuple(Ledger.LOG_ACCOUNT, 0L), tuple("c", 1L));
    assertThat(snapshot.total().waiting()).isZero();
    assertThat(snapshot.total().recovered()).isZero();
  }

  // Which were there before the start is not known of what the log drops.
  @Test
  void whatIsDroppedCountsAsRecoveredWhereNothingElseWasStored() {
    ledger.opened(2, 2);
    ledger.dropped(stored("A"), DropReason.QUOTA);
    ledger.dropped(stored("A"), DropReason.QUOTA);

    LedgerSnapshot snapshot = ledger.snapshot();
    assertThat(snapshot.total().recovered()).isEqualTo(2);
    assertThat(snapshot.connectors().getFirst().counts().recovered()).isEqualTo(2);
    assertThat(snapshot.total().waiting()).isZero();
  }

  // Names of devices come out of topics, which anybody may write to.
  @Test
  void moreDevicesThanAnybodyHasAreCountedTogether() {
    Account account = ledger.account("c");
    for (int i = 0; i < 60_000; i++) {
      account.stored("device " + i);
    }
    Statement statement = ledger.snapshot().connectors().getFirst();
    assertThat(statement.devices()).hasSizeLessThan(50_010);
    assertThat(statement.counts().stored()).isEqualTo(60_000);
  }

  @Test
  void readingsThatWereNeverMadeAreCountedBesideTheEquationsWithTheLatestDetail() {
    Account account = ledger.account("c");
    account.missed(new Missed("line 2", "polls left out", 3, "it carries 45"));
    account.missed(new Missed("line 1", "polls left out", 1, "it carries 80"));
    account.missed(new Missed("line 2", "polls left out", 4, "it carries 50"));

    Statement statement = ledger.snapshot().connectors().getFirst();
    assertThat(statement.missed())
        .containsExactly(
            new Missed("line 1", "polls left out", 1, "it carries 80"),
            new Missed("line 2", "polls left out", 7, "it carries 50"));
    assertThat(statement.counts()).isEqualTo(Counts.ZERO);
    assertThat(LedgerText.connectors(ledger.snapshot()))
        .contains("c, line 2: 7 polls left out; it carries 50");
  }

  private static StoredRecord stored(String device) {
    return new StoredRecord("c", timeseries(device, 1, "k", new Value.Int(1)));
  }
}

package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.connector.Missed;
import io.tidegate.connector.Platform;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.support.Alarms;
import io.tidegate.testkit.CapturingSink;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line whose records cannot be handed over must hear of it, whatever the reason. */
class CarriedOutboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MORE_THAN_WAIT = 2000;

  private final CapturingSink sink = new CapturingSink();

  @Test
  @Timeout(10)
  void anErrorOfTheCarrierEndsTheLine() {
    assertEndsTheLine(new WantedError());
  }

  @Test
  @Timeout(10)
  void anInterruptOfTheCarrierEndsTheLine() {
    assertEndsTheLine(new InterruptedException("an interrupt that a test wants"));
  }

  private static void assertEndsTheLine(Throwable why) {
    FailingSink failing = new FailingSink(why);
    Outbox outbox = outbox(failing);
    assertThatThrownBy(() -> fill(outbox, MORE_THAN_WAIT))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(why);
    outbox.close();
    assertThat(failing.missed).isPositive();
  }

  @Test
  void whatTheStorageDoesNotTakeBeforeTheEndIsCounted() throws Exception {
    Outbox outbox = outbox(sink);
    sink.block();
    fill(outbox, 1);
    sink.awaitBlocked(1, PATIENCE);
    fill(outbox, 4);
    closeInAHurry(outbox);
    Awaitility.await().atMost(PATIENCE).until(() -> givenUp() == 5);
    assertThat(sink.missed())
        .extracting(Missed::source, Missed::reason, Missed::detail)
        .containsOnly(tuple("a line", "polls given up at the end", "the storage is full or slow"));
  }

  @Test
  void whatIsOnItsWayAtTheEndArrives() throws Exception {
    Outbox outbox = outbox(sink);
    fill(outbox, 5);
    outbox.close();
    assertThat(sink.drain()).hasSize(5);
    assertThat(sink.missed()).isEmpty();
  }

  /** Who must stop at once does not wait for the storage. */
  private static void closeInAHurry(Outbox outbox) throws InterruptedException {
    Thread closing = Thread.ofVirtual().start(outbox::close);
    Awaitility.await().atMost(PATIENCE).until(() -> waits(closing));
    closing.interrupt();
    assertThat(closing.join(PATIENCE)).isTrue();
  }

  private static boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private long givenUp() {
    return sink.missed().stream().mapToLong(Missed::count).sum();
  }

  private static Outbox outbox(UplinkSink sink) {
    return new CarriedOutbox("a line", sink, new Gathering(new Alarms("alarms of a test")));
  }

  private static void fill(Outbox outbox, int count) throws InterruptedException {
    Device device = new Device("D", "default");
    for (int i = 0; i < count; i++) {
      DataPoint point = DataPoint.timeseries("t", new Value.Int(i));
      outbox.add(Report.of(new UplinkRecord(device, i, List.of(point))));
    }
  }

  /** Without stack trace: whoever reads what the build prints must not be frightened. */
  private static final class WantedError extends Error {

    private static final long serialVersionUID = 1;

    private WantedError() {
      super("that a test wants", null, false, false);
    }
  }

  private static final class FailingSink implements UplinkSink {

    private final Throwable why;
    private volatile long missed;

    private FailingSink(Throwable why) {
      this.why = why;
    }

    @Override
    public void accept(List<Report> reports) throws InterruptedException {
      switch (why) {
        case Error e -> throw e;
        case InterruptedException e -> throw e;
        default -> throw new IllegalArgumentException(why);
      }
    }

    @Override
    public void missed(Missed more) {
      missed = more.count();
    }

    @Override
    public void rejected(Rejection rejection) {
      throw new IllegalStateException("nothing is rejected");
    }

    @Override
    public void online(Device device) {
      throw new IllegalStateException("no device is online");
    }

    @Override
    public void offline(Device device) {
      throw new IllegalStateException("no device is offline");
    }

    @Override
    public Platform platform() {
      throw new IllegalStateException("nothing is asked");
    }
  }
}

package io.tidegate.thingsboard;

import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The messages of one send: what became of all of them is what became of it. */
final class Batch implements Receipt, Outbox.Sender {

  /** Not its monitor: a virtual thread that waits in one is woken over one more thread. */
  private final CountDownLatch answered = new CountDownLatch(1);

  /** One more than the messages, until the sender has put all of them on the wire. */
  private int open = 1;

  private Outcome worst = new Outcome.Accepted();
  private @Nullable IOException lost;

  /** One more message is on its way. */
  @Override
  public synchronized void sent() {
    open++;
  }

  /** One message has its answer, or the sender is through. */
  @Override
  public void settle(Outcome outcome) {
    // Outside of the monitor, where whoever waits would only have to wait again.
    if (isLast(outcome)) {
      answered.countDown();
    }
  }

  private synchronized boolean isLast(Outcome outcome) {
    note(outcome);
    open--;
    return open == 0;
  }

  /** Something of it never became a message. */
  synchronized void note(Outcome outcome) {
    if (severity(outcome) > severity(worst)) {
      worst = outcome;
    }
  }

  @Override
  public void lose(IOException cause) {
    end(cause);
    answered.countDown();
  }

  private synchronized void end(IOException cause) {
    lost = cause;
  }

  @Override
  public Outcome await() throws IOException, InterruptedException {
    answered.await();
    return outcome();
  }

  private synchronized Outcome outcome() throws IOException {
    if (lost != null) {
      throw new IOException(lost.getMessage(), lost);
    }
    return worst;
  }

  private static int severity(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted _ -> 0;
      case Outcome.Throttled _ -> 1;
      case Outcome.Refused _ -> 2;
    };
  }
}

package io.tidegate.thingsboard;

import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The messages of one send: what became of all of them is what became of it. */
final class Batch implements Receipt, Outbox.Sender {

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
  public synchronized void settle(Outcome outcome) {
    note(outcome);
    open--;
    notifyAll();
  }

  /** Something of it never became a message. */
  synchronized void note(Outcome outcome) {
    if (severity(outcome) > severity(worst)) {
      worst = outcome;
    }
  }

  @Override
  public synchronized void lose(IOException cause) {
    lost = cause;
    notifyAll();
  }

  @Override
  public synchronized Outcome await() throws IOException, InterruptedException {
    while (open > 0 && lost == null) {
      wait();
    }
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

package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.engine.time.Pulse.Alarm;
import io.tidegate.uplink.DownlinkHandler.Answer;
import org.jspecify.annotations.Nullable;

/** A request on its way. However it ends, it is answered once. */
final class Job {

  private final Downlink request;
  private final Answer answer;
  private Alarm alarm = () -> {};
  private boolean answered;
  private @Nullable Thread worker;

  Job(Downlink request, Answer answer) {
    this.request = request;
    this.answer = answer;
  }

  Downlink request() {
    return request;
  }

  /** The alarm that ends it. */
  synchronized void limitedBy(Alarm end) {
    alarm = end;
    if (answered) {
      end.cancel();
    }
  }

  /** The calling thread carries it out; false if nobody waits for it any more. */
  synchronized boolean begin() {
    if (!answered) {
      worker = Thread.currentThread();
    }
    return !answered;
  }

  /** It has come to its end, in the thread that carried it out or before it began. */
  void end(Reply reply) {
    boolean first;
    synchronized (this) {
      if (worker != null) {
        worker = null;
        // The interrupt of a late alarm is not meant for what comes next.
        var _ = Thread.interrupted();
      }
      first = !answered;
      answered = true;
      alarm.cancel();
    }
    if (first) {
      answer.reply(reply);
    }
  }

  /** Nobody waits for it any more: what runs is interrupted, what has not begun never will. */
  void giveUp(Reply reply) {
    boolean first;
    synchronized (this) {
      first = !answered;
      answered = true;
      if (first && worker != null) {
        worker.interrupt();
      }
      alarm.cancel();
    }
    if (first) {
      answer.reply(reply);
    }
  }
}

package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request on its way. However it ends, it is answered once. */
final class Job {

  /** A platform can send any number; nothing waits for longer. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final BiConsumer<Downlink, Reply> answer;
  private final Pulse pulse;
  private Downlink request;
  private Alarm alarm = () -> {};
  private @Nullable Long deadline;
  private boolean answered;
  private @Nullable Thread worker;
  private Supplier<Reply> late = Reply.Expired::new;

  /**
   * Creates a job without a time limit.
   *
   * @param answer called once, from any thread.
   */
  Job(Downlink request, BiConsumer<Downlink, Reply> answer, Pulse pulse) {
    this.request = request;
    this.answer = answer;
    this.pulse = pulse;
  }

  synchronized Downlink request() {
    return request;
  }

  /** What it does more than before; for one that nobody else knows yet. */
  synchronized void become(Downlink wider) {
    request = wider;
  }

  /** What it is answered with when its time is over. */
  synchronized void late(Supplier<Reply> reply) {
    late = reply;
  }

  /** From now on it has this much time; an earlier limit holds no longer. */
  synchronized void limit(Duration time) {
    unlimit();
    if (!answered) {
      Duration limit = time.compareTo(LONGEST) > 0 ? LONGEST : time;
      deadline = pulse.nanos() + limit.toNanos();
      alarm = pulse.after(limit, this::expire);
    }
  }

  /** It has all the time there is. */
  synchronized void unlimit() {
    alarm.cancel();
    deadline = null;
  }

  /** The calling thread carries it out; false if nobody waits for it any more. */
  boolean begin() {
    if (isOver()) {
      return false;
    }
    synchronized (this) {
      if (!answered) {
        worker = Thread.currentThread();
      }
      return !answered;
    }
  }

  /** Whether it must not be carried out any more, however late its alarm is. */
  boolean isOver() {
    boolean overdue;
    synchronized (this) {
      overdue = deadline != null && pulse.nanos() - deadline >= 0;
    }
    if (overdue) {
      expire();
    }
    return isAnswered();
  }

  synchronized boolean isAnswered() {
    return answered;
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
      first = answers();
    }
    if (first) {
      answer.accept(request(), reply);
    }
  }

  /** Nobody waits for it any more: what runs is interrupted, what has not begun never will. */
  void giveUp(Reply reply) {
    boolean first;
    synchronized (this) {
      first = answers();
      if (first && worker != null) {
        worker.interrupt();
      }
    }
    if (first) {
      answer.accept(request(), reply);
    }
  }

  private void expire() {
    Supplier<Reply> reply;
    synchronized (this) {
      reply = late;
    }
    giveUp(reply.get());
  }

  private synchronized boolean answers() {
    boolean first = !answered;
    answered = true;
    unlimit();
    return first;
  }
}

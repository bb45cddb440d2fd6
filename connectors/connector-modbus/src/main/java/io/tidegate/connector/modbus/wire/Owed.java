package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Answers that did not come, or not whole, and may still come. Nothing is owed where a frame
 * carries the number of its request; elsewhere only time tells an answer to one request from an
 * answer to another one. What is later than by one and a half times the time allowed, or two
 * seconds, is not expected any more.
 */
final class Owed {

  /** More would be a line on which nothing answers. */
  private static final int MOST = 64;

  private static final long LONGEST_NANOS = 2_000_000_000;

  /**
   * An answer to come.
   *
   * @param until on the clock of {@link System#nanoTime}.
   */
  record Debt(Question question, long until) {}

  private final Framing framing;
  private final Deque<Debt> debts = new ArrayDeque<>();

  Owed(Framing framing) {
    this.framing = framing;
  }

  /** The answer to a question did not come within the time allowed. */
  void add(Question question, long timeout) {
    if (framing == Framing.SOCKET) {
      return;
    }
    debts.removeIf(debt -> debt.question().isSameAs(question));
    if (debts.size() == MOST) {
      debts.removeFirst();
    }
    long grace = Math.min(timeout + timeout / 2, LONGEST_NANOS);
    debts.addLast(new Debt(question, System.nanoTime() + grace));
  }

  /** A repetition was answered; it may have been the late answer to what it repeats. */
  void repeated(Question question, long timeout) {
    forget();
    if (debts.removeIf(debt -> debt.question().isSameAs(question))) {
      add(question, timeout);
    }
  }

  /** An answer that could be taken for the answer to this question; null if there is none. */
  @Nullable Debt mistakable(Question question) {
    forget();
    for (Debt debt : debts) {
      if (debt.question().isMistakableFor(question)) {
        return debt;
      }
    }
    return null;
  }

  /** It has come, or is not waited for any more. */
  void remove(Debt debt) {
    debts.remove(debt);
  }

  private void forget() {
    long now = System.nanoTime();
    for (Iterator<Debt> each = debts.iterator(); each.hasNext(); ) {
      if (each.next().until() - now <= 0) {
        each.remove();
      }
    }
  }
}

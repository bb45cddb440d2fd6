package io.tidegate.connector.modbus.wire;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Answers that did not come, or not whole, and may still come. Only for framings without a number
 * in the frame: there, only time tells an answer to one request from an answer to another one. An
 * answer that is later than twice the time allowed is not expected any more.
 */
final class Owed {

  /** More would be a line on which nothing answers. */
  private static final int MOST = 64;

  /**
   * An answer to come.
   *
   * @param until on the clock of {@link System#nanoTime}.
   */
  record Debt(Question question, long until) {}

  private final Deque<Debt> debts = new ArrayDeque<>();

  /** The answer to a question may come within so long. */
  void add(Question question, long nanos) {
    forget();
    if (debts.size() == MOST) {
      debts.removeFirst();
    }
    debts.addLast(new Debt(question, System.nanoTime() + nanos));
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

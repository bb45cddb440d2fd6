package io.tidegate.app.demo;

import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** Switches a pump from ThingsBoard now and then, and waits for its answer. */
final class Commands {

  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String PUMP = "north";

  private final ThingsBoardStandIn platform;
  private final AtomicReference<State> state =
      new AtomicReference<>(new State(0, 0, "none so far"));
  private Duration next = PERIOD;

  Commands(ThingsBoardStandIn platform) {
    this.platform = platform;
  }

  /**
   * What became of them.
   *
   * @param sent how many.
   * @param answered how many of these.
   * @param last the last answer, for people.
   */
  record State(int sent, int answered, String last) {}

  State state() {
    return state.get();
  }

  /** Sends one when it is time. */
  void check(Duration elapsed) {
    if (elapsed.compareTo(next) >= 0 && platform.connectedClients() > 0) {
      next = elapsed.plus(PERIOD);
      boolean on = state.updateAndGet(s -> new State(s.sent + 1, s.answered, s.last)).sent % 2 == 0;
      Thread.ofVirtual().name("command").start(() -> command(on));
    }
  }

  private void command(boolean on) {
    long start = System.nanoTime();
    int call = platform.call(PUMP, "setRunning", on);
    try {
      String answer = platform.awaitReply(call, PATIENCE);
      String last =
          String.format(
              Locale.ROOT,
              "pump %s setRunning(%s): %s in %d ms",
              PUMP,
              on,
              answer,
              Duration.ofNanos(System.nanoTime() - start).toMillis());
      state.updateAndGet(s -> new State(s.sent, s.answered + 1, last));
    } catch (AssertionError e) {
      // No answer: the figures say so.
      state.updateAndGet(s -> new State(s.sent, s.answered, "no answer to the last"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

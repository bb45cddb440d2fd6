package io.tidegate.app;

/** What happens when the process is told to end, until it is closed. */
final class StopSignal implements AutoCloseable {

  private final Thread hook;

  private StopSignal(Thread hook) {
    this.hook = hook;
  }

  /** The process ends when {@code action} does. */
  static StopSignal does(Runnable action) {
    Thread hook = Thread.ofPlatform().name("stop").unstarted(action);
    Runtime.getRuntime().addShutdownHook(hook);
    return new StopSignal(hook);
  }

  /** From now on a signal ends the process at once; false if one has come, and the action runs. */
  boolean withdraw() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public void close() {
    var _ = withdraw();
  }
}

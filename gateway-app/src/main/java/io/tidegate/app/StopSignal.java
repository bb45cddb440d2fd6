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

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal has come, and the hook runs.
    }
  }
}

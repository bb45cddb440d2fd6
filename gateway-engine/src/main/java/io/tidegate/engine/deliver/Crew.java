package io.tidegate.engine.deliver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads that serve one connection: the first failure of any ends them all. */
final class Crew implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Thread> threads = new ArrayList<>();
  private @Nullable Throwable failure;
  private boolean closed;

  /** What one thread does. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException, InterruptedException;
  }

  synchronized void start(String name, Task task) {
    if (!closed) {
      threads.removeIf(thread -> !thread.isAlive());
      threads.add(Thread.ofVirtual().name(name).start(() -> run(task)));
    }
  }

  /** Waits until a thread fails, and fails likewise. */
  synchronized void awaitFailure() throws IOException, InterruptedException {
    while (failure == null) {
      wait();
    }
    switch (failure) {
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /** Interrupts all and waits for them. */
  @Override
  public void close() {
    List<Thread> running = dismiss();
    running.forEach(Thread::interrupt);
    try {
      for (Thread thread : running) {
        thread.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Thread> dismiss() {
    closed = true;
    return List.copyOf(threads);
  }

  private void run(Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      interrupted(e);
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    }
  }

  /** Asked to stop; otherwise one is missing from now on, and the others would wait for it. */
  private synchronized void interrupted(InterruptedException e) {
    if (!closed) {
      fail(new IllegalStateException("a thread was interrupted though nobody had asked for it", e));
    }
  }

  private synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      notifyAll();
    }
  }
}

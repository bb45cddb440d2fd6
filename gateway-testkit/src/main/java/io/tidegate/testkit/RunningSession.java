package io.tidegate.testkit;

import io.tidegate.connector.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A session that runs as the gateway runs it: on a thread of its own, ended by an interrupt. */
public final class RunningSession implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Session session;
  private final Thread thread;
  private final CompletableFuture<Exception> end = new CompletableFuture<>();

  /** Runs an open session. */
  public RunningSession(Session session) {
    this.session = session;
    this.thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                session.run();
              } catch (IOException | InterruptedException | RuntimeException e) {
                end.complete(e);
              }
            });
  }

  /** What runs. */
  public Session session() {
    return session;
  }

  /** How the session ended by itself, or a failure if it does not in time. */
  public Exception end(Duration patience) throws Exception {
    return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return end.isDone();
  }

  /** Interrupts it, which has to end it, and closes it. */
  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      if (!thread.join(PATIENCE)) {
        throw new AssertionError("the session does not end when it is interrupted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }
}

package io.tidegate.connector.modbus.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A session that runs as the gateway runs it: on a thread of its own, ended by an interrupt. */
public final class Running implements AutoCloseable {

  private final Session session;
  private final Thread thread;
  private final CompletableFuture<Exception> end = new CompletableFuture<>();

  private Running(Session session) {
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

  /** The first line of a configuration with these units. */
  static Running units(UplinkSink sink, String... units) throws IOException, InterruptedException {
    return start("{'master':{'slaves':[" + String.join(",", units) + "]}}", sink);
  }

  /** The first line of a configuration. */
  public static Running start(String config, UplinkSink sink)
      throws IOException, InterruptedException {
    return of(Lines.of(config).getFirst().open(sink));
  }

  public static Running of(Session session) {
    return new Running(session);
  }

  public Session session() {
    return session;
  }

  /** How the session ended by itself. */
  Exception end() throws Exception {
    return end.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      assertThat(thread.join(Duration.ofSeconds(10))).as("ends when interrupted").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.close();
  }
}

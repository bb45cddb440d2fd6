package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A session that runs as the gateway runs it: on a thread of its own, ended by an interrupt. */
final class Running implements AutoCloseable {

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
              } catch (IOException | InterruptedException e) {
                end.complete(e);
              }
            });
  }

  static Running start(String config, UplinkSink sink) throws IOException, InterruptedException {
    return new Running(open(config, sink));
  }

  static Running of(Session session) {
    return new Running(session);
  }

  static Session open(String config, UplinkSink sink) throws IOException, InterruptedException {
    return new MqttConnector().endpoints(ConfigTexts.config(config)).getFirst().open(sink);
  }

  /** The event loops of all ended sessions end. */
  static void awaitNoThreads() {
    Awaitility.await()
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("mqtt-")));
  }

  /** How the session ended by itself. */
  Exception end() throws Exception {
    return end.get(10, TimeUnit.SECONDS);
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

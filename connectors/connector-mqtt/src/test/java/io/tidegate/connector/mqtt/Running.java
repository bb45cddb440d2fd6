package io.tidegate.connector.mqtt;

import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.testkit.RunningSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A running session of the MQTT connector. */
final class Running implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RunningSession running;

  private Running(Session session) {
    this.running = new RunningSession(session);
  }

  static Running start(String config, UplinkSink sink) throws IOException, InterruptedException {
    return new Running(open(config, sink));
  }

  /** One whose connector keeps files in a folder. */
  static Running start(String config, Path folder, UplinkSink sink)
      throws IOException, InterruptedException {
    MqttConfig read = ConfigTexts.config(config);
    return new Running(new MqttConnector().endpoints(read, folder).getFirst().open(sink));
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
        .atMost(PATIENCE)
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("mqtt-")));
  }

  /** How the session ended by itself. */
  Exception end() throws Exception {
    return running.end(PATIENCE);
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}

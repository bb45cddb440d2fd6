package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.testkit.RunningSession;
import java.io.IOException;
import java.time.Duration;

/** A running session of a line. */
public final class Running implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RunningSession running;

  private Running(Session session) {
    this.running = new RunningSession(session);
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
    return running.session();
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

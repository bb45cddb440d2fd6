package io.tidegate.app;

import io.tidegate.app.demo.DemoGateway;
import io.tidegate.app.logging.Logging;
import io.tidegate.config.gateway.Environment;
import io.tidegate.engine.ledger.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The gateway that runs in the demo. */
final class DemonstratedGateway implements DemoGateway {

  private final Gateway gateway;

  private DemonstratedGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  /**
   * Starts it as {@code tidegate run} does, but for variables that are meant for a real one, and
   * nobody restarts it.
   */
  static DemoGateway start(Path folder) throws IOException, InterruptedException {
    try {
      return new DemonstratedGateway(Startup.start(folder, new Environment(Map.of()), () -> {}));
    } catch (NotStartedException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public Snapshot snapshot() {
    Counts total = gateway.status().ledger().total();
    return new Snapshot(
        total.read(),
        total.repeated(),
        total.filtered(),
        total.rejected(),
        total.stored(),
        total.delivered(),
        Math.max(0, total.waiting()), // a record can be delivered before it is booked as stored
        total.dropped() + total.expired());
  }

  @Override
  public void close() {
    gateway.close();
    Logging.close();
  }
}

package io.tidegate.app.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What the demo asks of the gateway that it shows. */
public interface DemoGateway extends Closeable {

  /** Its ledger as it stands now. */
  Snapshot snapshot();

  /** Starts the gateway. */
  @FunctionalInterface
  interface Starter {

    /** Starts it on a configuration folder. */
    DemoGateway start(Path configFolder) throws IOException, InterruptedException;
  }

  /** Sums of the ledger over all connectors and devices, in records. */
  record Snapshot(
      long read,
      long repeated,
      long filtered,
      long rejected,
      long stored,
      long delivered,
      long waiting,
      long dropped) {}
}

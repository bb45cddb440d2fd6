package io.tidegate.app.demo;

import io.tidegate.app.demo.DemoGateway.Snapshot;
import java.io.PrintStream;

/** What the demo says at its end. */
final class Summary {

  private Summary() {}

  /** Readings that were published and neither arrived nor wait in the gateway. */
  static long lost(Figures last) {
    return Math.max(0, last.published() - last.arrived() - last.gateway().waiting());
  }

  static void print(Figures last, PrintStream output) {
    Snapshot gateway = last.gateway();
    output.printf("The demo ran for %d s.%n", last.elapsed().toSeconds());
    output.printf("  readings published by the sensors    %8d%n", last.published());
    output.printf(
        "  readings that arrived at ThingsBoard %8d (%d of them twice)%n",
        last.arrived(), last.repeated());
    output.printf(
        "  records in the gateway: read %d, repeated %d, filtered %d, rejected %d, stored %d,%n",
        gateway.read(),
        gateway.repeated(),
        gateway.filtered(),
        gateway.rejected(),
        gateway.stored());
    output.printf(
        "    delivered %d, waiting %d, dropped %d; waiting at most %d%n",
        gateway.delivered(), gateway.waiting(), gateway.dropped(), last.highestWaiting());
    output.printf(
        "  commands answered %d of %d; %s%n",
        last.commands().answered(), last.commands().sent(), last.commands().last());
    output.printf("  lost %d%n", lost(last));
  }
}

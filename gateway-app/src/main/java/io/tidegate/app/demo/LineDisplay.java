package io.tidegate.app.demo;

import io.tidegate.app.demo.DemoGateway.Snapshot;
import java.io.PrintStream;
import java.time.Duration;

/** A line every second, for output that is no terminal. */
final class LineDisplay implements Display {

  private final PrintStream output;
  private long lastSecond = -1;

  LineDisplay(PrintStream output) {
    this.output = output;
  }

  @Override
  public void show(Figures figures) {
    if (figures.elapsed().toSeconds() == lastSecond) {
      return;
    }
    lastSecond = figures.elapsed().toSeconds();
    Snapshot gateway = figures.gateway();
    output.printf(
        "%3d s  ThingsBoard: %s; read %d, stored %d, delivered %d, waiting %d, lost %d;"
            + " commands answered %d of %d%n",
        lastSecond,
        figures.platform(),
        gateway.read(),
        gateway.stored(),
        gateway.delivered(),
        gateway.waiting(),
        figures.lost(),
        figures.commands().answered(),
        figures.commands().sent());
  }

  @Override
  public Wish await(Duration patience) throws InterruptedException {
    Thread.sleep(patience);
    return Wish.NOTHING;
  }

  @Override
  public void close() {}
}

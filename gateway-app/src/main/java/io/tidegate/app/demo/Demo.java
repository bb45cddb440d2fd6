package io.tidegate.app.demo;

import io.tidegate.app.demo.DemoOptions.Outages;
import io.tidegate.app.demo.Display.Wish;
import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** Runs a gateway between a plant and a stand-in for ThingsBoard, and shows what happens. */
public final class Demo {

  private static final Duration FRAME = Duration.ofMillis(300);

  // For what is underway when the sensors have stopped.
  private static final Duration DRAIN = Duration.ofSeconds(30);
  private static final Duration STILL = Duration.ofSeconds(3);

  private final DemoOptions options;
  private final DemoGateway.Starter starter;
  private final PrintStream output;
  private long start;

  /** Prepares the demo. */
  public Demo(DemoOptions options, DemoGateway.Starter starter, PrintStream output) {
    this.options = options;
    this.starter = starter;
    this.output = output;
  }

  /** Runs until it has lasted long enough or the user ends it; 0 if nothing was lost, else 1. */
  public int run() throws IOException, InterruptedException {
    try (DemoPlant plant = new DemoPlant(options.messagesPerSecond())) {
      DemoFolder folder =
          DemoFolder.create(plant.brokerPort(), plant.platform().port(), StandInSettings.TOKEN);
      boolean inOrder = false;
      try {
        Figures last = run(plant, folder);
        Summary.print(last, output);
        inOrder = Summary.lost(last) == 0 && last.published() > 0;
      } catch (InterruptedException e) {
        inOrder = true; // the user ends it
        throw e;
      } finally {
        leave(folder, inOrder);
      }
      return inOrder ? 0 : 1;
    }
  }

  private Figures run(DemoPlant plant, DemoFolder folder) throws IOException, InterruptedException {
    try (DemoGateway gateway = starter.start(folder.path())) {
      plant.sensors().start();
      start = System.nanoTime();
      Outage outage = new Outage(plant.platform(), options.outageLength());
      Commands commands = new Commands(plant.platform());
      FigureReader reader = new FigureReader(plant, gateway, outage, commands);
      try (Display display = display()) {
        play(display, reader, outage, commands);
        outage.end();
        plant.sensors().stop();
        return settle(display, reader);
      }
    }
  }

  private void leave(DemoFolder folder, boolean inOrder) throws IOException {
    if (inOrder) {
      folder.delete();
    } else {
      output.printf("The configuration, data and logs of this run are in %s%n", folder.path());
    }
  }

  private Display display() throws IOException, InterruptedException {
    return Terminal.isThere()
        ? new ScreenDisplay(Terminal.open(output), new Screen(options.outageLength()))
        : new LineDisplay(output);
  }

  private void play(Display display, FigureReader reader, Outage outage, Commands commands)
      throws IOException, InterruptedException {
    boolean cut = options.outage() == Outages.ON_DEMAND;
    Wish wish = Wish.NOTHING;
    Duration elapsed = elapsed();
    while (wish != Wish.QUIT && !over(elapsed)) {
      if (!cut && elapsed.compareTo(options.outageBegin()) >= 0) {
        outage.begin(elapsed);
        cut = true;
      }
      outage.check(elapsed);
      commands.check(elapsed);
      display.show(reader.read(elapsed));
      wish = display.await(FRAME);
      elapsed = elapsed();
      if (wish == Wish.OUTAGE) {
        outage.begin(elapsed);
      }
    }
  }

  /** Waits until all that was published has arrived, or nothing comes any more. */
  private Figures settle(Display display, FigureReader reader) throws InterruptedException {
    Duration deadline = elapsed().plus(DRAIN);
    Figures moved = reader.read(elapsed());
    Figures figures = moved;
    Wish wish = Wish.NOTHING;
    while (!figures.settled() && wish != Wish.QUIT && elapsed().compareTo(deadline) < 0) {
      display.show(figures);
      wish = display.await(FRAME);
      figures = reader.read(elapsed());
      if (figures.arrived() != moved.arrived() || figures.gateway().waiting() > 0) {
        moved = figures;
      } else if (figures.elapsed().minus(moved.elapsed()).compareTo(STILL) > 0) {
        return figures;
      }
    }
    display.show(figures);
    return figures;
  }

  private boolean over(Duration elapsed) {
    return options.duration() != null && elapsed.compareTo(options.duration()) >= 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}

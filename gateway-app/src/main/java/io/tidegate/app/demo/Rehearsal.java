package io.tidegate.app.demo;

import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The plant and the platform of the demo for a gateway that is a process of its own, with all that
 * it does every day: data by both versions of MQTT, and commands.
 */
public final class Rehearsal implements Closeable {

  private static final int MESSAGES_PER_SECOND = 200;
  private static final Duration LENGTH = Duration.ofSeconds(4);

  private final DemoPlant plant;
  private final DemoFolder folder;
  private final Commands commands;
  private long firstArrival;

  private Rehearsal(DemoPlant plant, DemoFolder folder) {
    this.plant = plant;
    this.folder = folder;
    this.commands = new Commands(plant.platform());
  }

  /** Begins; data flows as soon as there is a gateway. */
  public static Rehearsal begin() throws IOException {
    DemoPlant plant = new DemoPlant(MESSAGES_PER_SECOND);
    boolean ready = false;
    try {
      DemoFolder folder =
          DemoFolder.create(plant.brokerPort(), plant.platform().port(), StandInSettings.TOKEN);
      folder.addOlderMqtt();
      plant.sensors().start();
      ready = true;
      return new Rehearsal(plant, folder);
    } finally {
      if (!ready) {
        plant.close();
      }
    }
  }

  /** The configuration folder for the gateway. */
  public Path folder() {
    return folder.path();
  }

  /** To be called now and then; returns whether data has flowed for long enough. */
  public boolean goOn() {
    if (plant.arrivals().distinct() == 0) {
      return false;
    }
    if (firstArrival == 0) {
      firstArrival = System.nanoTime();
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - firstArrival);
    commands.check(elapsed);
    return elapsed.compareTo(LENGTH) >= 0;
  }

  @Override
  public void close() throws IOException {
    plant.close();
    folder.delete();
  }
}

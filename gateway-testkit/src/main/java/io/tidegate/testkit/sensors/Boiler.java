package io.tidegate.testkit.sensors;

import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Says its name and the time of its readings in the message. */
final class Boiler implements Sensor {

  private static final String DEVICE = "Boiler 1";

  private final Walk temperature;
  private final Walk pressure;
  private final Clock clock;
  private Instant last = Instant.EPOCH;

  Boiler(RandomGenerator random, Clock clock) {
    this.temperature = new Walk(random, 60, 95);
    this.pressure = new Walk(random, 1, 3);
    this.clock = clock;
  }

  @Override
  public SensorMessage next(long number) {
    double degrees = temperature.next();
    JsonText json =
        new JsonText()
            .with("id", DEVICE)
            .with("model", "BK-200")
            .with("time", time().toString())
            .with("n", number)
            .with(
                "water", new JsonText().with("temp", degrees).with("bar", pressure.next()).fields())
            .with("burner", degrees < 75);
    return new SensorMessage("plant/boiler", json.bytes(), DEVICE);
  }

  // A source with a clock gives every reading a time of its own.
  private Instant time() {
    Instant now = Instant.ofEpochMilli(clock.millis());
    last = now.isAfter(last) ? now : last.plusMillis(1);
    return last;
  }
}

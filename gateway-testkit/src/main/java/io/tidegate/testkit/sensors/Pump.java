package io.tidegate.testkit.sensors;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Has its name in its topic, and announces itself. */
final class Pump implements Sensor {

  private final String name;
  private final Walk speed;
  private final RandomGenerator random;
  private volatile boolean running = true;

  Pump(String name, RandomGenerator random) {
    this.name = name;
    this.random = random;
    this.speed = new Walk(random, 900, 1500);
  }

  String name() {
    return name;
  }

  /** Somebody switches it. */
  void switchTo(boolean on) {
    running = on;
  }

  @Override
  public Optional<SensorMessage> hello() {
    return Optional.of(new SensorMessage("plant/pump/" + name + "/connect", new byte[] {'{', '}'}));
  }

  @Override
  public SensorMessage next(long number) {
    if (random.nextInt(40) == 0) {
      running = !running;
    }
    double turns = running ? speed.next() : 0;
    JsonText json =
        new JsonText()
            .with("n", number)
            .with("running", running)
            .with("rpm", Math.round(turns))
            .with("flow", Math.round(turns / 30) / 10.0);
    return new SensorMessage("plant/pump/" + name + "/state", json.bytes(), name);
  }
}

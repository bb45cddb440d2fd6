package io.tidegate.testkit.sensors;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Speaks in bytes: four of its name, eight of the number, five of millimetres, one of flags. */
final class Tank implements Sensor {

  private static final String DEVICE = "TK01";
  private static final int HIGH = 1800;

  private final Walk level;

  Tank(RandomGenerator random) {
    this.level = new Walk(random, 200, 2200);
  }

  @Override
  public SensorMessage next(long number) {
    long millimetres = Math.round(level.next());
    String text = String.format(Locale.ROOT, "%s%08d%05d", DEVICE, number, millimetres);
    String flags = millimetres > HIGH ? "H" : "-";
    byte[] payload = (text + flags).getBytes(StandardCharsets.US_ASCII);
    return new SensorMessage("plant/tank/raw", payload, DEVICE);
  }
}

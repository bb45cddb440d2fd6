package io.tidegate.testkit.sensors;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Several devices in one message. */
final class Meters implements Sensor {

  private static final String[] DEVICES = {"Meter A", "Meter B"};

  private final Walk power;
  private final double[] energy = {1200, 340};

  Meters(RandomGenerator random) {
    power = new Walk(random, 5, 40);
  }

  @Override
  public SensorMessage next(long number) {
    List<Object> readings = new ArrayList<>();
    for (int i = 0; i < DEVICES.length; i++) {
      double kilowatts = power.next();
      energy[i] += kilowatts / 1000;
      readings.add(
          new JsonText()
              .with("meter", DEVICES[i])
              .with("n", number)
              .with("kW", kilowatts)
              .with("kWh", Math.round(energy[i] * 100) / 100.0)
              .fields());
    }
    byte[] payload = JsonMapper.shared().writeValueAsBytes(readings);
    return new SensorMessage("plant/meters", payload, DEVICES);
  }
}

package io.tidegate.testkit.sensors;

import java.util.random.RandomGenerator;

/** Does not say who it is; the mapping does. */
final class WeatherMast implements Sensor {

  private final Walk temperature;
  private final Walk wind;
  private final Walk humidity;

  WeatherMast(RandomGenerator random) {
    temperature = new Walk(random, -5, 30);
    wind = new Walk(random, 0, 20);
    humidity = new Walk(random, 30, 100);
  }

  @Override
  public SensorMessage next(long number) {
    double damp = humidity.next();
    JsonText json =
        new JsonText()
            .with("n", number)
            .with("air", temperature.next())
            .with("wind", wind.next())
            .with("humidity", damp)
            .with("rain", damp > 85);
    return new SensorMessage("plant/weather", json.bytes(), "Weather mast");
  }
}

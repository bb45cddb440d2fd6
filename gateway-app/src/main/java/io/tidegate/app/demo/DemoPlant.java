package io.tidegate.app.demo;

import io.tidegate.testkit.broker.EmbeddedBroker;
import io.tidegate.testkit.sensors.PlantSimulator;
import io.tidegate.testkit.thingsboard.NumberedArrivals;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.Closeable;
import java.io.IOException;

/** All that is around the gateway: sensors and their broker, and a stand-in for ThingsBoard. */
final class DemoPlant implements Closeable {

  private final EmbeddedBroker broker;
  private final ThingsBoardStandIn platform;
  private final PlantSimulator sensors;
  private final NumberedArrivals arrivals = new NumberedArrivals(PlantSimulator.NUMBER);

  DemoPlant(int messagesPerSecond) throws IOException {
    broker = new EmbeddedBroker(0);
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.lean());
    platform.listen(arrivals);
    sensors = new PlantSimulator(broker.port(), messagesPerSecond);
  }

  int brokerPort() {
    return broker.port();
  }

  ThingsBoardStandIn platform() {
    return platform;
  }

  PlantSimulator sensors() {
    return sensors;
  }

  NumberedArrivals arrivals() {
    return arrivals;
  }

  @Override
  public void close() {
    sensors.close();
    platform.close();
    broker.close();
  }
}

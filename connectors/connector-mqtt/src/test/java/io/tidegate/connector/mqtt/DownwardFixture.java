package io.tidegate.connector.mqtt;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker, and a device that listens to it. */
abstract class DownwardFixture extends BrokerFixture {

  final GateSink sink = GateSink.open();
  FieldDevice device;

  @BeforeEach
  void connectDevice() {
    device = new FieldDevice(broker.port(), deviceFilters());
  }

  @AfterEach
  void disconnectDevice() {
    if (device != null) {
      device.close();
    }
  }

  /** What the device listens to. */
  abstract String[] deviceFilters();
}

package io.tidegate.testkit.sensors;

import java.util.List;

/** A message to be published, in the format of its sensor, and the devices it speaks of. */
final class SensorMessage {

  private final String topic;
  private final byte[] payload;
  private final List<String> devices;

  SensorMessage(String topic, byte[] payload, String... devices) {
    this.topic = topic;
    this.payload = payload;
    this.devices = List.of(devices);
  }

  String topic() {
    return topic;
  }

  byte[] payload() {
    return payload;
  }

  List<String> devices() {
    return devices;
  }
}

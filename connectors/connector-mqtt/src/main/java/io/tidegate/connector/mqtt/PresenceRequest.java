package io.tidegate.connector.mqtt;

import io.tidegate.connector.ConversionException;
import io.tidegate.data.Device;
import io.tidegate.support.JsonMessage;
import io.tidegate.support.TopicFilter;

/** A connect or disconnect request, compiled: a message that says whether a device is there. */
final class PresenceRequest {

  /** What the message says. */
  enum Presence {
    ONLINE,
    OFFLINE
  }

  private final TopicFilter filter;
  private final Presence presence;
  private final DeviceExpression device;

  PresenceRequest(RequestsConfig.DeviceRequest config, Presence presence) {
    this.filter = TopicFilter.compile(config.topicFilter());
    this.presence = presence;
    this.device = new DeviceExpression(config.deviceInfo(), config.topicFilter());
  }

  TopicFilter filter() {
    return filter;
  }

  ForTopic at(String topic) {
    return new ForTopic(device.at(topic));
  }

  /** For the messages of one topic. */
  final class ForTopic {

    private final DeviceExpression.ForTopic deviceAt;

    private ForTopic(DeviceExpression.ForTopic deviceAt) {
      this.deviceAt = deviceAt;
    }

    Presence presence() {
      return presence;
    }

    /** The device; the message is read as JSON only where its name or profile is in it. */
    Device device(MqttReading reading) throws ConversionException {
      Device fixed = deviceAt.fixed();
      if (fixed != null) {
        return fixed;
      }
      if (device.isGivenByTopic()) {
        throw deviceAt.unresolved();
      }
      return deviceAt.in(JsonMessage.parse(reading.payload()));
    }
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.ConversionException;
import io.tidegate.data.Device;
import io.tidegate.support.Template;
import io.tidegate.support.TopicExpression;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which device a message is about, compiled from {@code deviceInfo}. A name that can't be found is
 * an error that names the mapping, never a device with a wrong name; a profile that can't be found
 * is {@code default}.
 */
final class DeviceExpression {

  private static final String DEFAULT_PROFILE = "default";

  private final Part name;
  private final Part profile;
  private final String mapping;

  DeviceExpression(DeviceInfoConfig config, String mapping) {
    this.name = Part.of(config.deviceNameExpressionSource(), config.deviceNameExpression());
    this.profile =
        Part.of(config.deviceProfileExpressionSource(), config.deviceProfileExpression());
    this.mapping = mapping;
  }

  /** Whether the message has no say, only its topic. */
  boolean isGivenByTopic() {
    return name.isGivenByTopic() && profile.isGivenByTopic();
  }

  ForTopic at(String topic) {
    return new ForTopic(topic);
  }

  /** With all that the topic says already worked out. */
  final class ForTopic {

    private final String topic;
    private final @Nullable String topicName;
    private final @Nullable String topicProfile;
    private final @Nullable Device fixed;

    private ForTopic(String topic) {
      this.topic = topic;
      this.topicName = name.of(topic);
      this.topicProfile = profile.of(topic);
      this.fixed = isGivenByTopic() && topicName != null ? device(topicName, topicProfile) : null;
    }

    /** The device of a message that need not be looked into; null if there is none. */
    @Nullable Device fixed() {
      return fixed;
    }

    Device in(JsonNode message) throws ConversionException {
      if (fixed != null) {
        return fixed;
      }
      String found = name.template == null ? topicName : name.template.name(message);
      if (found == null) {
        throw unresolved();
      }
      return device(
          found, profile.template == null ? topicProfile : profile.template.name(message));
    }

    ConversionException unresolved() {
      return new ConversionException(
          "no device name",
          "mapping %s: %s gives no device name in %s"
              .formatted(
                  mapping, name.source, name.template == null ? topic : "the message of " + topic));
    }

    private static Device device(String name, @Nullable String profile) {
      return new Device(name, profile == null ? DEFAULT_PROFILE : profile);
    }
  }

  /** A name or a profile: exactly one of the two expressions is there. */
  private record Part(
      String source, @Nullable Template template, @Nullable TopicExpression expression) {

    static Part of(DeviceInfoConfig.Source source, String text) {
      return switch (source) {
        // A constant with ${…} in it is meant as a message expression, and was treated as one.
        case MESSAGE, CONSTANT -> new Part(text, Template.compile(text), null);
        case TOPIC -> new Part(text, null, TopicExpression.compile(text));
      };
    }

    boolean isGivenByTopic() {
      return template == null || template.isConstant();
    }

    @Nullable String of(String topic) {
      if (expression != null) {
        return expression.value(topic);
      }
      return isGivenByTopic() && !source.isBlank() ? source : null;
    }
  }
}

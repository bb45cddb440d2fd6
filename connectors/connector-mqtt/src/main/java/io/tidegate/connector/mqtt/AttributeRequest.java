package io.tidegate.connector.mqtt;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.ConversionException;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.support.JsonMessage;
import io.tidegate.support.TopicFilter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An attribute request, compiled: a message by which a device asks for attributes. */
final class AttributeRequest {

  private static final String DEVICE = AttributeUpdateRules.DEVICE;
  private static final String KEY = AttributeUpdateRules.KEY;
  private static final String VALUE = AttributeUpdateRules.VALUE;

  /** A device that asks for more names than this has something wrong. */
  private static final int MOST_CHARACTERS = 4096;

  private final RequestsConfig.AttributeRequest config;
  private final TopicFilter filter;
  private final DeviceExpression device;
  private final AttributeNames names;
  private final Placeholders topic;
  private final Placeholders body;

  AttributeRequest(RequestsConfig.AttributeRequest config) {
    this.config = config;
    this.filter = TopicFilter.compile(config.topicFilter());
    this.device = new DeviceExpression(config.deviceInfo(), config.topicFilter());
    this.names =
        new AttributeNames(
            config.attributeNameExpressionSource(), config.attributeNameExpression());
    this.topic = Placeholders.compile(config.topicExpression(), Set.of(DEVICE, KEY)::contains);
    this.body =
        Placeholders.compile(config.valueExpression(), Set.of(DEVICE, KEY, VALUE)::contains);
  }

  TopicFilter filter() {
    return filter;
  }

  ForTopic at(String at) {
    return new ForTopic(at, device.at(at));
  }

  /** For the messages of one topic. */
  final class ForTopic {

    private final String at;
    private final DeviceExpression.ForTopic deviceAt;

    private ForTopic(String at, DeviceExpression.ForTopic deviceAt) {
      this.at = at;
      this.deviceAt = deviceAt;
    }

    /** What is asked for; the message is read as JSON only where something of it is in it. */
    Question question(MqttReading reading) throws ConversionException {
      Device fixed = deviceAt.fixed();
      if (fixed == null && device.isGivenByTopic()) {
        throw deviceAt.unresolved();
      }
      JsonNode message =
          fixed == null || names.areInMessage() ? JsonMessage.parse(reading.payload()) : null;
      Device asking = fixed == null && message != null ? deviceAt.in(message) : fixed;
      List<String> asked =
          names.areInMessage() && message != null ? names.in(message) : names.of(at);
      if (asking == null || asked.isEmpty()) {
        throw new ConversionException(
            "no attribute name",
            "attribute request %s: %s gives no name of an attribute"
                .formatted(config.topicFilter(), config.attributeNameExpression()));
      }
      if (asked.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
        throw new ConversionException(
            "too many attribute names",
            "attribute request %s: more than %d characters"
                .formatted(config.topicFilter(), MOST_CHARACTERS));
      }
      return new Question(asking, asked);
    }
  }

  /** A question of a device. */
  final class Question {

    private final Device asking;
    private final List<String> asked;

    private Question(Device asking, List<String> asked) {
      this.asking = asking;
      this.asked = asked;
    }

    Device device() {
      return asking;
    }

    AttributeScope scope() {
      return switch (config.scope()) {
        case SHARED -> AttributeScope.SHARED;
        case CLIENT -> AttributeScope.CLIENT;
      };
    }

    List<String> names() {
      return asked;
    }

    /** The answer; null where the only attribute that was asked for has no value. */
    @Nullable Outgoing answer(Map<String, Value> values) throws UnfitRequestException {
      if (asked.size() == 1 && !values.containsKey(asked.getFirst())) {
        return null;
      }
      String keys = String.join(",", asked);
      Placeholders.Variables variables =
          name -> {
            return switch (name) {
              case DEVICE -> asking.name();
              case KEY -> keys;
              default -> ValueText.json(Objects.requireNonNull(values.get(keys)));
            };
          };
      String text = asked.size() == 1 ? body.fill(variables) : object(values);
      return new Outgoing(
          PublishTopic.checked(topic.fill(variables)),
          text.getBytes(StandardCharsets.UTF_8),
          config.qos(),
          config.retain());
    }

    private String object(Map<String, Value> values) {
      return asked.stream()
          .filter(values::containsKey)
          .map(name ->
              ValueText.quoted(name)
                  + ":"
                  + ValueText.json(Objects.requireNonNull(values.get(name))))
          .collect(Collectors.joining(",", "{", "}"));
    }
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code attributeUpdates} section, compiled: every rule that matches gives a message for each
 * attribute that it matches. A deleted attribute is one whose value is null.
 */
final class AttributeUpdateRules {

  static final String DEVICE = "deviceName";
  static final String KEY = "attributeKey";
  static final String VALUE = "attributeValue";
  private static final Set<String> NAMES = Set.of(DEVICE, KEY, VALUE);
  private static final Value NULL = new Value.Json("null");

  private record Rule(
      NameFilter device,
      NameFilter attribute,
      Placeholders topic,
      Placeholders body,
      RequestsConfig.AttributeUpdate config) {}

  /**
   * What an update asks for.
   *
   * @param messages in the order of the rules, then of the names.
   * @param problems of the attributes that make no message.
   */
  record Messages(List<Outgoing> messages, List<String> problems) {}

  private final List<Rule> rules;

  AttributeUpdateRules(List<RequestsConfig.AttributeUpdate> configs) {
    rules =
        configs.stream()
            .map(config ->
                new Rule(
                    NameFilter.compile(config.deviceNameFilter()),
                    NameFilter.compile(config.attributeFilter()),
                    Placeholders.compile(config.topicExpression(), NAMES::contains),
                    Placeholders.compile(config.valueExpression(), NAMES::contains),
                    config))
            .toList();
  }

  /** The messages of an update; none where no rule matches. */
  Messages messages(AttributeUpdate update) {
    Map<String, Value> values = new TreeMap<>(update.values());
    update.deleted().forEach(name -> values.put(name, NULL));
    Messages result = new Messages(new ArrayList<>(), new ArrayList<>());
    String device = update.device().name();
    for (Rule rule : rules) {
      if (rule.device.matchesBeginning(device)) {
        values.forEach((name, value) -> {
          if (rule.attribute.matchesBeginning(name)) {
            add(rule, device, name, value, result);
          }
        });
      }
    }
    return result;
  }

  private static void add(Rule rule, String device, String name, Value value, Messages result) {
    Placeholders.Variables variables =
        variable -> {
          return switch (variable) {
            case DEVICE -> device;
            case KEY -> name;
            default -> ValueText.plain(value);
          };
        };
    try {
      result.messages.add(
          new Outgoing(
              PublishTopic.checked(rule.topic.fill(variables)),
              rule.body.fill(variables).getBytes(StandardCharsets.UTF_8),
              rule.config.qos(),
              rule.config.retain()));
    } catch (UnfitRequestException e) {
      result.problems.add(name + ": " + e.getMessage());
    }
  }
}

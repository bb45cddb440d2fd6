package io.tidegate.connector.mqtt;

import io.tidegate.support.JsonText;
import io.tidegate.support.Template;
import io.tidegate.support.TopicExpression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which attributes a message asks for: one for each placeholder that it resolves, or the text
 * itself where there is none.
 */
final class AttributeNames {

  private final String source;
  private final @Nullable TopicExpression topicExpression;

  /** One for each placeholder. */
  private final List<Template> placeholders;

  AttributeNames(DeviceInfoConfig.Source kind, String text) {
    source = text;
    boolean byTopic = kind == DeviceInfoConfig.Source.TOPIC;
    topicExpression = byTopic ? TopicExpression.compile(text) : null;
    // As for device names: a constant with ${…} in it is meant as a message expression.
    placeholders = byTopic ? List.of() : placeholders(text);
  }

  private static List<Template> placeholders(String text) {
    List<Template> found = new ArrayList<>();
    for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", start + 1)) {
      int end = text.indexOf('}', start);
      if (end < 0) {
        break;
      }
      found.add(Template.compile(text.substring(start, end + 1)));
    }
    return List.copyOf(found);
  }

  /** Whether the message has to be read. */
  boolean areInMessage() {
    return !placeholders.isEmpty();
  }

  /** The names that the topic or the configuration gives; empty if there is none. */
  List<String> of(String topic) {
    if (topicExpression == null) {
      return source.isBlank() ? List.of() : List.of(source);
    }
    String name = topicExpression.value(topic);
    return name == null ? List.of() : List.of(name);
  }

  /** The names that a message gives; empty if there is none. A list is one of names. */
  List<String> in(JsonNode message) {
    Set<String> names = new LinkedHashSet<>();
    for (Template placeholder : placeholders) {
      JsonNode value = placeholder.value(message);
      if (value != null && value.isArray()) {
        value.forEach(element -> names.add(JsonText.of(element)));
      } else if (value != null) {
        names.add(JsonText.of(value));
      }
    }
    names.removeIf(String::isBlank);
    return List.copyOf(names);
  }
}

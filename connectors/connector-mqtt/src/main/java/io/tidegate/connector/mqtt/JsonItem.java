package io.tidegate.connector.mqtt;

import io.tidegate.connector.ReportStrategy;
import io.tidegate.data.Value;
import io.tidegate.support.DateFormat;
import io.tidegate.support.Template;
import io.tidegate.support.TimeField;
import io.tidegate.support.TopicExpression;
import io.tidegate.support.ValueType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry of a JSON converter's {@code attributes} or {@code timeseries}, compiled. */
final class JsonItem implements ItemStrategies.Entry {

  private final boolean everything;
  private final Template keyTemplate;
  private final @Nullable TopicExpression keyExpression;
  private final Template value;
  private final ValueType type;
  private final @Nullable Value constant;
  private final @Nullable TimeField time;
  private final @Nullable ReportStrategy strategy;

  JsonItem(ItemConfig config, ZoneId zone) {
    this.everything = config.isEverything();
    this.keyTemplate = Template.compile(config.key());
    this.keyExpression =
        config.keySource() == ItemConfig.KeySource.TOPIC
            ? TopicExpression.compile(config.key())
            : null;
    this.value = Template.compile(config.value());
    this.type = ValueType.of(config.type());
    this.constant = value.isConstant() ? type.convert(config.value()) : null;
    this.time = timeField(config, zone);
    this.strategy = config.reportStrategy() == null ? null : config.reportStrategy().strategy();
  }

  private static @Nullable TimeField timeField(ItemConfig config, ZoneId zone) {
    DateFormat.Order order = DateFormat.Order.of(config.dayfirst(), config.yearfirst());
    return config.tsField() == null
        ? null
        : TimeField.compile(config.tsField(), new DateFormat(order, zone));
  }

  /** Whether the entry is {@code "*"}. */
  boolean isEverything() {
    return everything;
  }

  /** Whether the value needs evaluating: one placeholder alone is the same without. */
  boolean isExpression() {
    return !everything && !value.isConstant() && !value.isSinglePlaceholder();
  }

  /** What the user wrote, for messages. */
  String source() {
    return value.source();
  }

  @Override
  public @Nullable ReportStrategy strategy() {
    return strategy;
  }

  /** The key in messages of a topic; null if the message decides, or if the topic has none. */
  @Nullable String keyAt(String topic) {
    if (keyExpression != null) {
      return keyExpression.value(topic);
    }
    return keyTemplate.isConstant() ? keyTemplate.source() : null;
  }

  /** The key in a message, if the topic has not decided it; null if there is none. */
  @Nullable String keyIn(JsonNode message) {
    return keyExpression == null ? keyTemplate.name(message) : null;
  }

  @Override
  public @Nullable String constantKey() {
    return keyExpression == null && keyTemplate.isConstant() && !everything
        ? keyTemplate.source()
        : null;
  }

  /** The value in a message; null if the message has none. */
  @Nullable Value valueIn(JsonNode message) {
    if (value.isConstant()) {
      return constant;
    }
    if (!value.isSinglePlaceholder()) {
      return type.convert(value.text(message));
    }
    JsonNode found = value.value(message);
    return found == null ? null : type.convert(found);
  }

  @Nullable TimeField time() {
    return time;
  }
}

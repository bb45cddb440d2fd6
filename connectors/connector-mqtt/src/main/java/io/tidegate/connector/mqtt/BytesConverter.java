package io.tidegate.connector.mqtt;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ConversionException;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.support.ByteExpression;
import io.tidegate.support.ByteExpression.Encoding;
import io.tidegate.support.TopicExpression;
import io.tidegate.support.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts binary messages: expressions with slices of the payload. The time is always when the
 * message was received.
 */
final class BytesConverter implements MqttConverter {

  private static final String DEFAULT_PROFILE = "default";

  private final String mapping;
  private final ByteExpression name;
  private final ByteExpression profile;
  private final List<Item> attributes;
  private final List<Item> timeseries;
  private final ReportStrategies strategies;

  BytesConverter(MappingConfig config, DeviceInfoConfig deviceInfo) {
    ConverterConfig converter = config.converter();
    this.mapping = config.topicFilter();
    // The sources have no say here: both are always taken from the payload.
    this.name = ByteExpression.compile(deviceInfo.deviceNameExpression());
    this.profile = ByteExpression.compile(deviceInfo.deviceProfileExpression());
    this.attributes = converter.attributes().stream().map(Item::of).toList();
    this.timeseries = converter.timeseries().stream().map(Item::of).toList();
    ReportStrategyConfig strategy =
        converter.reportStrategy() == null ? config.reportStrategy() : converter.reportStrategy();
    this.strategies =
        new ReportStrategies(
            strategy == null ? null : strategy.strategy(), byKey(attributes), byKey(timeseries));
  }

  @Override
  public MqttConverter.ForTopic at(String topic) {
    return (reading, conversion) -> convert(topic, reading, conversion);
  }

  private void convert(String topic, MqttReading reading, Conversion conversion) {
    Device device;
    try {
      device = device(reading.payload());
    } catch (ConversionException e) {
      conversion.fail(named(e));
      return;
    }
    PointGroups points = new PointGroups();
    for (Item item : attributes) {
      item.read(topic, reading.payload(), points::addAttribute, e -> conversion.fail(named(e)));
    }
    for (Item item : timeseries) {
      item.read(
          topic,
          reading.payload(),
          (key, value) -> points.addTimeseries(null, key, value),
          e -> conversion.fail(named(e)));
    }
    if (!points.isEmpty()) {
      points.report(device, null, strategies, conversion);
    }
  }

  private Device device(byte[] payload) throws ConversionException {
    String found = name.text(payload, Encoding.UTF_8);
    if (found.isBlank()) {
      throw new ConversionException(
          "no device name",
          "%s gives no device name in %d bytes".formatted(name.source(), payload.length));
    }
    String type = profile.text(payload, Encoding.UTF_8);
    return new Device(found, type.isBlank() ? DEFAULT_PROFILE : type);
  }

  private ConversionException named(ConversionException e) {
    return new ConversionException(e.reason(), "mapping " + mapping + ": " + e.getMessage());
  }

  private static Map<String, ReportStrategy> byKey(List<Item> items) {
    Map<String, ReportStrategy> byKey = new HashMap<>();
    for (Item item : items) {
      if (item.strategy != null && item.keyExpression == null) {
        byKey.put(item.key, item.strategy);
      }
    }
    return byKey;
  }

  /** Takes a key with its value. */
  private interface Points {
    void add(String key, Value value);
  }

  private interface Failures {
    void add(ConversionException failure);
  }

  /**
   * An entry. A numeric or boolean type makes a number or a boolean of the text, where it is one;
   * of hexadecimal digits it makes nothing, since {@code 0100} would be read as a hundred.
   */
  private record Item(
      String key,
      @Nullable TopicExpression keyExpression,
      ByteExpression value,
      Encoding encoding,
      ValueType type,
      @Nullable ReportStrategy strategy) {

    static Item of(ItemConfig config) {
      return new Item(
          config.key(),
          config.keySource() == ItemConfig.KeySource.TOPIC
              ? TopicExpression.compile(config.key())
              : null,
          ByteExpression.compile(config.value()),
          config.hexMode() ? Encoding.HEX : Encoding.UTF_8,
          config.hexMode() ? ValueType.TEXT : ValueType.of(config.type()),
          config.reportStrategy() == null ? null : config.reportStrategy().strategy());
    }

    void read(String topic, byte[] payload, Points points, Failures failures) {
      String found = keyExpression == null ? key : keyExpression.value(topic);
      if (found == null) {
        return;
      }
      try {
        Value converted = type.convert(value.text(payload, encoding));
        if (converted != null) {
          points.add(found, converted);
        }
      } catch (ConversionException e) {
        failures.add(e);
      }
    }
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ConversionException;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.support.ByteExpression;
import io.tidegate.support.ByteExpression.Encoding;
import io.tidegate.support.TopicExpression;
import io.tidegate.support.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts binary messages: expressions with slices of the payload. The time is always when the
 * message was received.
 */
final class BytesConverter implements MqttConverter {

  private static final String DEFAULT_PROFILE = "default";

  private final String mapping;
  private final Part name;
  private final Part profile;
  private final List<Item> attributes;
  private final List<Item> timeseries;
  private final ItemStrategies strategies;

  BytesConverter(MappingConfig config, DeviceInfoConfig deviceInfo) {
    ConverterConfig converter = config.converter();
    this.mapping = config.topicFilter();
    this.name = Part.of(deviceInfo.deviceNameExpressionSource(), deviceInfo.deviceNameExpression());
    this.profile =
        Part.of(deviceInfo.deviceProfileExpressionSource(), deviceInfo.deviceProfileExpression());
    this.attributes = converter.attributes().stream().map(Item::of).toList();
    this.timeseries = converter.timeseries().stream().map(Item::of).toList();
    ReportStrategyConfig strategy =
        converter.reportStrategy() == null ? config.reportStrategy() : converter.reportStrategy();
    this.strategies = new ItemStrategies(strategy, attributes, timeseries);
  }

  @Override
  public MqttConverter.ForTopic at(String topic) {
    return (reading, conversion) -> convert(topic, reading, conversion);
  }

  private void convert(String topic, MqttReading reading, Conversion conversion) {
    Device device;
    try {
      device = device(topic, reading.payload());
    } catch (ConversionException e) {
      conversion.fail(named(e));
      return;
    }
    PointGroups points = new PointGroups();
    ItemStrategies.Found found = strategies.start();
    for (Item item : attributes) {
      item.read(
          topic,
          reading.payload(),
          (key, value) -> {
            points.addAttribute(key, value);
            found.note(item, Kind.ATTRIBUTE, key);
          },
          e -> conversion.fail(named(e)));
    }
    for (Item item : timeseries) {
      item.read(
          topic,
          reading.payload(),
          (key, value) -> {
            points.addTimeseries(null, key, value);
            found.note(item, Kind.TIMESERIES, key);
          },
          e -> conversion.fail(named(e)));
    }
    if (!points.isEmpty()) {
      points.report(device, null, found.strategies(), conversion);
    }
  }

  private Device device(String topic, byte[] payload) throws ConversionException {
    String found = name.text(topic, payload);
    if (found.isBlank()) {
      throw new ConversionException(
          "no device name",
          "%s gives no device name in %d bytes of %s"
              .formatted(name.slices.source(), payload.length, topic));
    }
    String type = profile.text(topic, payload);
    return new Device(found, type.isBlank() ? DEFAULT_PROFILE : type);
  }

  private ConversionException named(ConversionException e) {
    return new ConversionException(e.reason(), "mapping " + mapping + ": " + e.getMessage());
  }

  /**
   * A name or a profile. Slices are always of the payload, whatever the source, as they were to the
   * Python gateway; without any, the source {@code topic} means what it does elsewhere.
   */
  private record Part(ByteExpression slices, @Nullable TopicExpression inTopic) {

    static Part of(DeviceInfoConfig.Source source, String text) {
      ByteExpression slices = ByteExpression.compile(text);
      boolean ofTopic = source == DeviceInfoConfig.Source.TOPIC && slices.isConstant();
      return new Part(slices, ofTopic ? TopicExpression.compile(text) : null);
    }

    /** Blank if there is none. */
    String text(String topic, byte[] payload) throws ConversionException {
      if (inTopic == null) {
        return slices.text(payload, Encoding.UTF_8);
      }
      String found = inTopic.value(topic);
      return found == null ? "" : found;
    }
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
      @Nullable String constantKey,
      ByteExpression key,
      @Nullable TopicExpression keyExpression,
      ByteExpression value,
      Encoding encoding,
      ValueType type,
      @Nullable ReportStrategy strategy)
      implements ItemStrategies.Entry {

    static Item of(ItemConfig config) {
      ByteExpression key = ByteExpression.compile(config.key());
      boolean ofTopic = config.keySource() == ItemConfig.KeySource.TOPIC;
      return new Item(
          key.isConstant() && !ofTopic ? config.key() : null,
          key,
          ofTopic ? TopicExpression.compile(config.key()) : null,
          ByteExpression.compile(config.value()),
          config.hexMode() ? Encoding.HEX : Encoding.UTF_8,
          config.hexMode() ? ValueType.TEXT : ValueType.of(config.type()),
          config.reportStrategy() == null ? null : config.reportStrategy().strategy());
    }

    void read(String topic, byte[] payload, Points points, Failures failures) {
      try {
        String found = constantKey == null ? key(topic, payload) : constantKey;
        if (found == null || found.isBlank()) {
          return;
        }
        Value converted = type.convert(value.text(payload, encoding));
        if (converted != null) {
          points.add(found, converted);
        }
      } catch (ConversionException e) {
        failures.add(e);
      }
    }

    private @Nullable String key(String topic, byte[] payload) throws ConversionException {
      return keyExpression == null ? key.text(payload, encoding) : keyExpression.value(topic);
    }
  }
}

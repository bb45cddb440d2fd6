package io.tidegate.connector.mqtt;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ConversionException;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.support.DateFormat;
import io.tidegate.support.JsonMessage;
import io.tidegate.support.JsonValues;
import io.tidegate.support.MessageTime;
import io.tidegate.support.TimeField;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Converts JSON messages; an array is as many messages as it has elements. */
final class JsonConverter implements MqttConverter {

  private final String mapping;
  private final DeviceExpression device;
  private final List<JsonItem> attributes;
  private final List<JsonItem> timeseries;
  private final ItemStrategies strategies;
  private final DateFormat format;
  private final boolean useReceivedTs;
  private final boolean useEval;

  /**
   * Compiles a mapping.
   *
   * @param zone of times in messages that name none.
   */
  JsonConverter(MappingConfig config, DeviceInfoConfig deviceInfo, ZoneId zone) {
    ConverterConfig converter = config.converter();
    this.mapping = config.topicFilter();
    this.device = new DeviceExpression(deviceInfo, mapping);
    this.attributes = converter.attributes().stream().map(i -> new JsonItem(i, zone)).toList();
    this.timeseries = converter.timeseries().stream().map(i -> new JsonItem(i, zone)).toList();
    this.strategies =
        new ItemStrategies(
            config.reportStrategy() == null ? converter.reportStrategy() : config.reportStrategy(),
            attributes,
            timeseries);
    this.format = new DateFormat(DateFormat.Order.MONTH_FIRST, zone);
    this.useReceivedTs = converter.useReceivedTs();
    this.useEval = converter.useEval();
  }

  @Override
  public MqttConverter.ForTopic at(String topic) {
    return new ForTopic(topic);
  }

  /** With the device and the keys that the topic gives already worked out. */
  private final class ForTopic implements MqttConverter.ForTopic {

    private final DeviceExpression.ForTopic deviceAt;
    private final @Nullable String[] attributeKeys;
    private final @Nullable String[] timeseriesKeys;

    ForTopic(String topic) {
      this.deviceAt = device.at(topic);
      this.attributeKeys = keysAt(attributes, topic);
      this.timeseriesKeys = keysAt(timeseries, topic);
    }

    private static @Nullable String[] keysAt(List<JsonItem> items, String topic) {
      @Nullable String[] keys = new @Nullable String[items.size()];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = items.get(i).keyAt(topic);
      }
      return keys;
    }

    @Override
    public void convert(MqttReading reading, Conversion conversion) {
      try {
        JsonNode message = JsonMessage.parse(reading.payload());
        if (!message.isArray()) {
          convert(message, reading, conversion);
          return;
        }
        for (JsonNode element : message) {
          convertElement(element, reading, conversion);
        }
      } catch (ConversionException e) {
        conversion.fail(named(e));
      }
    }

    /** An element that does not fit costs the others nothing. */
    private void convertElement(JsonNode element, MqttReading reading, Conversion conversion) {
      try {
        convert(element, reading, conversion);
      } catch (ConversionException e) {
        conversion.fail(named(e));
      }
    }

    private void convert(JsonNode message, MqttReading reading, Conversion conversion)
        throws ConversionException {
      if (!message.isObject()) {
        throw new ConversionException("not JSON", "expected an object but found " + message);
      }
      new MessageConversion(message, reading, conversion).run();
    }

    /** The conversion of one object. */
    private final class MessageConversion {

      private final JsonNode message;
      private final MqttReading reading;
      private final Conversion conversion;
      private final PointGroups points = new PointGroups();
      private final ItemStrategies.Found found = strategies.start();
      private final @Nullable Long messageTime;

      MessageConversion(JsonNode message, MqttReading reading, Conversion conversion) {
        this.message = message;
        this.reading = reading;
        this.conversion = conversion;
        this.messageTime =
            useReceivedTs ? null : MessageTime.of(message, format, reading.receivedAt());
      }

      void run() throws ConversionException {
        Device about = deviceAt.in(message);
        for (int i = 0; i < attributeKeys.length; i++) {
          addAttribute(attributes.get(i), attributeKeys[i]);
        }
        for (int i = 0; i < timeseriesKeys.length; i++) {
          addTimeseries(timeseries.get(i), timeseriesKeys[i]);
        }
        if (!points.isEmpty()) {
          ReportStrategies reported = found.strategies();
          points.report(about, messageTime, reported, conversion);
        } else if (conversion.failures().isEmpty()) {
          throw new ConversionException(
              "nothing mapped", "the message has none of the keys that are mapped");
        }
      }

      private void addAttribute(JsonItem item, @Nullable String fixedKey) {
        if (item.isEverything()) {
          message.forEachEntry((key, node) -> addAttribute(key, JsonValues.of(node)));
          return;
        }
        String key = key(item, fixedKey, Kind.ATTRIBUTE);
        if (key != null) {
          addAttribute(key, value(item));
        }
      }

      private void addAttribute(String key, @Nullable Value value) {
        if (value != null) {
          points.addAttribute(key, value);
        }
      }

      private void addTimeseries(JsonItem item, @Nullable String fixedKey) {
        if (item.isEverything()) {
          addEverything();
          return;
        }
        String key = key(item, fixedKey, Kind.TIMESERIES);
        Value value = key == null ? null : value(item);
        if (key != null && value != null) {
          points.addTimeseries(time(item.time()), key, value);
        }
      }

      /** An object with {@code ts} and {@code values} is taken apart; any other is taken whole. */
      private void addEverything() {
        JsonNode values = message.get("values");
        Long ts = MessageTime.of(message, format, reading.receivedAt());
        boolean apart = values != null && values.isObject() && message.has("ts") && ts != null;
        // A whole message is of the moment it was received, whatever keys it has.
        Long time = apart && !useReceivedTs ? ts : null;
        (apart ? values : message)
            .forEachEntry((key, node) -> {
              Value value = JsonValues.of(node);
              if (value != null) {
                points.addTimeseries(time, key, value);
              }
            });
      }

      private @Nullable String key(JsonItem item, @Nullable String fixedKey, Kind kind) {
        if (useEval && item.isExpression()) {
          conversion.fail(
              named(
                  new ConversionException(
                      "useEval", "expressions come with a later version: " + item.source())));
          return null;
        }
        String key = fixedKey == null ? item.keyIn(message) : fixedKey;
        if (key != null) {
          found.note(item, kind, key);
        }
        return key;
      }

      private @Nullable Value value(JsonItem item) {
        return item.valueIn(message);
      }

      private @Nullable Long time(@Nullable TimeField field) {
        if (useReceivedTs || field == null) {
          return messageTime;
        }
        return switch (field.find(message, reading.receivedAt())) {
          case TimeField.Outcome.Found(long time) -> (Long) time;
          case TimeField.Outcome.Absent() -> null;
          case TimeField.Outcome.Unreadable() -> messageTime;
        };
      }
    }
  }

  private ConversionException named(ConversionException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith("mapping ")
        ? e
        : new ConversionException(e.reason(), "mapping " + mapping + ": " + message);
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ConversionException;
import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Converts one message with one mapping and shows what came of it as text. */
final class Mapped {

  static final long NOW = 1_700_000_000_000L;

  private final MqttConverter converter;

  private Mapped(MqttConverter converter) {
    this.converter = converter;
  }

  /** The mapping of a converter object, written with single quotes. */
  static Mapped by(String converter) {
    MqttConfig config =
        ConfigTexts.config(
            "{'broker':{'host':'h'},'mapping':[{'topicFilter':'#','converter':"
                + converter
                + "}]}");
    return new Mapped(MqttMappings.of(config, ZoneOffset.UTC).mappings().getFirst().converter());
  }

  /** A JSON converter for device D with these parts of time series and attributes. */
  static Mapped json(String timeseries, String attributes) {
    return by(
        ("{'type':'json','deviceInfo':{'deviceNameExpressionSource':'constant',"
                + "'deviceNameExpression':'D'},'timeseries':[%s],'attributes':[%s]}")
            .formatted(timeseries, attributes));
  }

  static String item(String type, String key, String value) {
    return "{'type':'%s','key':'%s','value':'%s'}".formatted(type, key, value);
  }

  Conversion convert(String topic, byte[] payload) {
    Conversion conversion = new Conversion();
    converter.at(topic).convert(new MqttReading(topic, payload, NOW), conversion);
    return conversion;
  }

  /**
   * One line for each record: {@code device (profile) @time key=value [attribute=value]}; strings
   * in quotes; {@code now} where the gateway gives the time. Then {@code ! reason} for each
   * failure.
   */
  List<String> of(String topic, String message) {
    return shown(convert(topic, message.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  List<String> of(String message) {
    return of("t", message);
  }

  static List<String> shown(Conversion conversion) {
    return Stream.concat(
            conversion.reported().stream().map(Mapped::shown),
            conversion.failures().stream().map(ConversionException::reason).map(r -> "! " + r))
        .toList();
  }

  private static String shown(Conversion.Reported part) {
    return "%s (%s) @%s %s"
        .formatted(
            part.device().name(),
            part.device().profile(),
            part.time() == null ? "now" : part.time(),
            part.points().stream().map(Mapped::shown).collect(Collectors.joining(" ")));
  }

  private static String shown(DataPoint point) {
    String value =
        switch (point.value()) {
          case Value.Bool(boolean v) -> String.valueOf(v);
          case Value.Int(long v) -> String.valueOf(v);
          case Value.Real(double v) -> String.valueOf(v);
          case Value.Text(String v) -> '"' + v + '"';
          case Value.Json(String v) -> v;
        };
    String text = point.key() + "=" + value;
    return point.kind() == Kind.ATTRIBUTE ? "[" + text + "]" : text;
  }
}

package io.tidegate.connector.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidegate.config.json.ConfigReader;
import io.tidegate.connector.Conversion;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A JSON message of two values to data points, the way a session takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonConversionBenchmark {

  private static final String TOPIC = "sensor/S1/data";
  private static final String CONFIG =
      """
      {"broker": {"host": "h"}, "mapping": [{
        "topicFilter": "sensor/+/data",
        "converter": {
          "type": "json",
          "deviceInfo": {
            "deviceNameExpressionSource": "topic",
            "deviceNameExpression": "sensor/([^/]+)/data",
            "deviceProfileExpressionSource": "constant",
            "deviceProfileExpression": "Thermometer"},
          "timeseries": [
            {"type": "double", "key": "temperature", "value": "${temp}"},
            {"type": "integer", "key": "counter", "value": "${n}"}]}}]}
      """;

  private final TopicRouter router =
      new TopicRouter(
          MqttMappings.of(
              ConfigReader.read("mqtt.json", CONFIG, MqttConfig.class).require(), ZoneOffset.UTC));
  private final MqttReading reading =
      new MqttReading(TOPIC, "{\"temp\":21.5,\"n\":123456}".getBytes(UTF_8), 1_795_305_996_839L);

  /** Route and convert. */
  @Benchmark
  public Conversion convert() {
    Conversion conversion = new Conversion();
    for (MqttConverter.ForTopic converter : router.route(TOPIC).converters()) {
      converter.convert(reading, conversion);
    }
    return conversion;
  }
}

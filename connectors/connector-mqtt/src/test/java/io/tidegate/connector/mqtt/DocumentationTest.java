package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Reply;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.MosquittoProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/user/mqtt.md shows is what happens. */
class DocumentationTest {

  private static final Path PAGE = Path.of("../../docs/user/mqtt.md");

  @TempDir Path folder = Path.of("");

  @Test
  void theExampleDoesWhatThePageSays() throws Exception {
    MosquittoProcess.assumeInstalled();
    GateSink sink = GateSink.open();
    try (MosquittoProcess broker = MosquittoProcess.in(folder).start()) {
      String config =
          block("<!-- example -->").replace("\"port\": 1883", "\"port\": " + broker.port());
      try (var _ = Running.start(config, sink);
          Publisher publisher = new Publisher(broker.port())) {
        publisher.publish("sensor/S1/connect", "");
        publisher.publish("sensor/S1/data", block("<!-- message sensor/S1/data -->"));
        assertThat(sink.nextEvent()).isEqualTo("online S1");
        UplinkRecord record = sink.nextRecord();
        assertThat(record.device().toString()).isEqualTo("Device[name=S1, profile=Thermometer]");
        assertThat(record.timestamp())
            .isEqualTo(Instant.parse("2026-03-17T16:16:03Z").toEpochMilli());
        assertThat(record.points().toString())
            .contains("model, value=Text[value=TH v2]")
            .contains("temperature, value=Real[value=21.5]")
            .contains("count, value=Int[value=7]");
        publisher.publish("meters/a/b", "{'serial':7,'ts':5,'values':{'kWh':1.5}}");
        assertThat(sink.nextRecord().device().name()).isEqualTo("Meter 7");
        publisher.publish("raw", "AM1M23.5");
        assertThat(sink.nextRecord().points().toString())
            .contains("Real[value=23.5]")
            .contains("Text[value=32332e35]");
      }
    }
  }

  @Test
  void requestsReachDevicesAsThePageSays() throws Exception {
    MosquittoProcess.assumeInstalled();
    GateSink sink = GateSink.open();
    sink.platform().set("S1", AttributeScope.SHARED, "interval", new Value.Int(60));
    sink.platform().set("S1", AttributeScope.SHARED, "unit", new Value.Text("C"));
    try (MosquittoProcess broker = MosquittoProcess.in(folder).start()) {
      String config =
          block("<!-- downwards -->").replace("\"port\": 1883", "\"port\": " + broker.port());
      try (var down = Downward.start(config, sink);
          FieldDevice device =
              new FieldDevice(
                  broker.port(),
                  "sensor/+/attributes",
                  "sensor/+/set/#",
                  "sensor/+/read/+",
                  "sensor/+/switch/+")) {
        device.publish("sensor/S1/ask", "{\"first\":\"interval\"}");
        assertThat(device.next()).isEqualTo("sensor/S1/attributes {\"interval\": 60}");
        device.publish("sensor/S1/ask", "{\"first\":\"interval\",\"second\":\"unit\"}");
        assertThat(device.next())
            .isEqualTo("sensor/S1/attributes {\"interval\":60,\"unit\":\"C\"}");
        down.update("S1", Map.of("interval", new Value.Int(60)));
        assertThat(device.next()).isEqualTo("sensor/S1/set/interval 60");
        down.update("S1", Map.of(), "interval");
        assertThat(device.next()).isEqualTo("sensor/S1/set/interval null");
        var read = down.begin(Downward.rpc("S1", 7, "read", new Value.Json("{\"reg\":4}")));
        assertThat(device.next()).isEqualTo("sensor/S1/read/7 {\"reg\":4}");
        device.publish("sensor/S1/answer/7", "12");
        assertThat(read.get()).isEqualTo(new Reply.Answered(new Value.Text("12")));
        assertThat(down.rpc("S1", "switch", "{'port':2,'on':true}")).isEqualTo(new Reply.Done());
        assertThat(device.next()).isEqualTo("sensor/S1/switch/2 {\"on\": true}");
      }
    }
  }

  private static String block(String mark) throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int start = page.indexOf("```json\n", page.indexOf(mark)) + "```json\n".length();
    return page.substring(start, page.indexOf("```", start));
  }
}

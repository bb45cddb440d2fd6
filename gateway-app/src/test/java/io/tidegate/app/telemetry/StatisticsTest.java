package io.tidegate.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.Points;
import io.tidegate.engine.ledger.Totals;
import io.tidegate.engine.time.SystemPulse;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class StatisticsTest {

  /** What the Python gateway sent, after two values of a connector. */
  private static final String PYTHON =
      """
      {"machineStats":{"totalCpuUsage":163.75,"diskUsage":31.1,"freeMemory":7.0,"freeDisk":"69.9G",
      "gwProcessCpuUsage":1.1,"gwMemory":0.3,"gwProcessMemoryFullInfo":{"rss":66179072,
      "vms":1248690176,"shared":29167616,"text":4096,"lib":0,"data":192311296,"dirty":0,
      "uss":54243328,"pss":56263680,"swap":0},"msgsSentToPlatform":17,"msgsReceivedFromPlatform":21},
      "serviceStats":{"storageMsgPulled":2,"storageMsgCount":0,"platformMsgPushed":2,
      "platformAttrProduced":0,"platformTsProduced":2},"connectorsStats":{"Demo R":
      {"storageMsgPushed":2}}}
      """;

  private static final String MEMINFO = "MemTotal: 1000 kB\nMemAvailable: 250 kB\n";
  private static final String STATUS =
      """
      Name:   java
      VmSize:       90 kB
      VmRSS:       100 kB
      RssFile:      30 kB
      RssShmem:      1 kB
      VmData:       40 kB
      VmStk:         2 kB
      VmExe:         4 kB
      """;
  private static final String ROLLUP =
      """
      00-ff ---p 00000000 00:00 0 [rollup]
      Pss:            80 kB
      Private_Clean:  10 kB
      Private_Dirty:  60 kB
      Swap:            5 kB
      """;

  @TempDir Path proc;
  private final SystemPulse pulse = new SystemPulse();
  private final List<OwnTelemetry> told = new ArrayList<>();
  private Outcome outcome = new Outcome.Accepted();
  private Figures figures = Figures.NONE;

  @BeforeEach
  void pretend() throws IOException {
    Files.createDirectory(proc.resolve("self"));
    Files.writeString(proc.resolve("loadavg"), "0.1 0.2 0.5 1/2 3\n");
    Files.writeString(proc.resolve("meminfo"), MEMINFO);
    Files.writeString(proc.resolve("self/status"), STATUS);
    Files.writeString(proc.resolve("self/smaps_rollup"), ROLLUP);
  }

  @AfterEach
  void close() {
    pulse.close();
  }

  private Statistics statistics(Path system) {
    return new Statistics(new Channel(), () -> figures, new Machine(system, proc), pulse);
  }

  @Test
  void theMessageHasTheNamesOfThePythonGateway() throws Exception {
    figures = figures(17, 21, 2);
    statistics(proc).tell();

    JsonNode python = JsonMapper.shared().readTree(PYTHON);
    JsonNode ours = lastMessage();
    assertThat(names(ours)).isEqualTo(names(python));
    assertThat(names(ours.path("machineStats"))).isEqualTo(names(python.path("machineStats")));
    assertThat(names(ours.at("/machineStats/gwProcessMemoryFullInfo")))
        .isEqualTo(names(python.at("/machineStats/gwProcessMemoryFullInfo")));
    assertThat(names(ours.path("serviceStats")))
        .containsAll(names(python.path("serviceStats")))
        .contains("msgsReceivedFromPlatform");
    assertThat(ours.at("/serviceStats/platformTsProduced").asLong()).isEqualTo(2);
    assertThat(ours.at("/serviceStats/msgsReceivedFromPlatform").asLong()).isEqualTo(21);
    assertThat(ours.path("connectorsStats").toString())
        .isEqualTo(
            "{\"Plant\":{\"storageMsgPushed\":2,\"connectorMsgsReceived\":3,"
                + "\"convertersMsgProcessed\":2,\"convertersMsgDropped\":1,"
                + "\"convertersTsProduced\":2,\"convertersErrors\":1},"
                + "\"Plant_converter\":{\"convertersMsgProcessed\":2,\"convertersMsgDropped\":1,"
                + "\"convertersTsProduced\":2,\"convertersErrors\":1}}");
  }

  @Test
  void whatTheMachineTellsIsInTheUnitsOfThePythonGateway() throws Exception {
    statistics(proc).tell();

    JsonNode machine = lastMessage().path("machineStats");
    assertThat(machine.path("freeMemory").asDouble()).isEqualTo(75.0);
    assertThat(machine.path("gwMemory").asDouble()).isEqualTo(10.0);
    assertThat(machine.path("freeDisk").asString()).matches("[0-9]+\\.[0-9][KMGTP]");
    assertThat(machine.path("gwProcessMemoryFullInfo").toString())
        .isEqualTo(
            "{\"rss\":102400,\"vms\":92160,\"shared\":31744,\"text\":4096,\"lib\":0,"
                + "\"data\":43008,\"dirty\":0,\"uss\":71680,\"pss\":81920,\"swap\":5120}");
  }

  @Test
  void theAttributesAreSaidAsThePythonGatewaySaysThem() {
    assertThat(Machine.human(25_340_000_000L)).isEqualTo("23.6G");
    assertThat(Machine.human(270_582_939_648L)).isEqualTo("252.0G");
    assertThat(Machine.human(999)).isEqualTo("999B");
    assertThat(new Machine(proc, proc).attributes())
        .extracting(DataPoint::key)
        .containsExactly("totalMemory", "totalDisk", "cpuCount");
  }

  @Test
  void onASystemThatTellsLittleTheRestIsSent() throws Exception {
    statistics(proc.resolve("missing")).tell();

    assertThat(names(lastMessage().path("machineStats")))
        .containsExactly(
            "diskUsage",
            "freeDisk",
            "gwProcessCpuUsage",
            "msgsSentToPlatform",
            "msgsReceivedFromPlatform");
  }

  @Test
  void aMessageTellsWhatHasHappenedSinceTheOneBefore() throws Exception {
    Statistics statistics = statistics(proc);
    figures = figures(17, 21, 2);
    statistics.tell();
    figures = figures(20, 22, 2);
    statistics.tell();

    JsonNode message = lastMessage();
    assertThat(message.at("/machineStats/msgsSentToPlatform").asLong()).isEqualTo(3);
    assertThat(message.at("/serviceStats/platformMsgPushed").asLong()).isZero();
    assertThat(message.path("connectorsStats").toString()).isEqualTo("{}");
  }

  @Test
  void whatAMessageDidNotBringOverIsInTheNext() throws Exception {
    Statistics statistics = statistics(proc);
    figures = figures(17, 21, 2);
    outcome = new Outcome.Throttled("quota");
    try {
      statistics.tell();
    } catch (IOException e) {
      assertThat(e).hasMessage("quota");
    }
    outcome = new Outcome.Accepted();
    statistics.tell();
    assertThat(lastMessage().at("/machineStats/msgsSentToPlatform").asLong()).isEqualTo(17);
  }

  private static Figures figures(long sent, long received, long delivered) {
    Counts counts = new Counts(delivered + 1, 0, 0, 1, 0, delivered, delivered, 0, 0);
    return new Figures(
        sent,
        received,
        0,
        new Points(delivered, 0),
        Map.of("Plant", new Totals(counts, new Points(delivered, 0))),
        Map.of("Plant", 0L));
  }

  private JsonNode lastMessage() {
    StringBuilder json = new StringBuilder("{");
    for (DataPoint point : told.getLast().points()) {
      json.append(json.length() > 1 ? "," : "")
          .append('"')
          .append(point.key())
          .append("\":")
          .append(((Value.Json) point.value()).value());
    }
    return JsonMapper.shared().readTree(json.append('}').toString());
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  private final class Channel implements OwnChannel {

    @Override
    public Outcome tell(List<OwnTelemetry> moments) {
      told.addAll(moments);
      return outcome;
    }

    @Override
    public Outcome tellAttributes(List<DataPoint> points) {
      return outcome;
    }

    @Override
    public Map<String, Value> shared(List<String> names) {
      return Map.of();
    }
  }
}

package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.Value;
import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever devices send. */
final class InputIT {

  @TempDir private Path folder;

  @Test
  void whatIsNoJsonIsRejectedWithItsTopicAndTheRestArrives()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.publish(500);
      for (String bad : List.of("", "{", "{\"seq\":", "nonsense", "\u0000", "{\"seq\":1}}")) {
        rig.field.publish("plant/bad/x", bad);
      }
      rig.field.publish("plant/bad/x", new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
      rig.field.publish(500);
      rig.awaitAll();
      Rig.say("%s", rig.status().json().at("/ledger/connectors/0/rejected"));
      assertThat(rig.status().total("rejected")).isEqualTo(7);
      assertThat(rig.status().json().at("/connectors/0/rejections").toString())
          .contains("plant/bad/x");
    }
  }

  @Test
  void messagesOfAMegabyteNeitherStopNorHurtTheGateway() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      String megabyte = "x".repeat(1 << 20);
      for (int i = 0; i < 30; i++) {
        int number = 100_000 + i;
        rig.field.publish(
            "plant/wide/a", "{\"seq\":" + number + ",\"filler\":\"" + megabyte + "\"}");
      }
      rig.field.publish("plant/long/a", "{\"note\":\"" + megabyte + "\"}");
      rig.field.publish(500);
      rig.awaitAll();
      assertThat(rig.arrivals.distinct()).isEqualTo(500 + 30);
      Status status = rig.status();
      assertThat(status.total("dropped") + status.total("rejected")).isEqualTo(1);
      Path aside = rig.configuration.data().resolve("put-aside.jsonl");
      String line = Files.readString(aside);
      String reason = JsonMapper.shared().readTree(line).path("reason").asString();
      Rig.say("put aside: %s", reason);
      assertThat(reason).contains("note").hasSizeLessThan(500);
      assertThat(rig.gateway().isAlive()).isTrue();
    }
  }

  // Without a bound the client collects a packet of any length in memory.
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aMessageLargerThanAllMemoryStopsNothing(int version)
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder);
        Field hostile = new Field(rig.broker.port(), 1, "hostile")) {
      rig.configuration.broker().put("version", version);
      rig.start();
      rig.field.publish(500);
      rig.awaitAll();
      hostile.publish("plant/huge/a", new byte[100 << 20]);
      hostile.awaitAcknowledged();
      if (version == 4) {
        Rig.awaitThat("it is refused", () -> rig.told("exceeded maximum packet size") > 0);
        rig.awaitStatus("connected again", Status::southIsOnline);
      }
      rig.field.publish(500);
      rig.awaitAll();
      Rig.say("after 100 MB: %d MB", rig.gateway().residentBytes() >> 20);
      assertThat(rig.gateway().isAlive()).isTrue();
    }
  }

  @Test
  void aRequestOfThePlatformThatIsLargerThanAllMemoryStopsNothing()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.publish(500);
      rig.awaitAll();
      int _ = rig.platform.call("d1", "set", "x".repeat(100 << 20));
      Rig.awaitThat("it is refused", () -> rig.told("exceeded maximum packet size") > 0);
      rig.field.publish(500);
      rig.awaitAll();
      assertThat(rig.gateway().isAlive()).isTrue();
    }
  }

  // The deepest and the widest that is let through.
  @Test
  void aMessageAsLongAsAllowedIsParsedOrRejectedWithinTheMemory()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.publish("plant/wide/a", "{\"x\":[" + "1,".repeat(1_000_000) + "1]}");
      rig.field.publish("plant/wide/b", "{\"x\":[" + "{},".repeat(650_000) + "1]}");
      rig.field.publish("plant/deep/a", "[".repeat(2_000_000));
      byte[] noUtf8 = new byte[2_000_000];
      Arrays.fill(noUtf8, (byte) 0xff);
      rig.field.publish("plant/text/a", noUtf8);
      rig.field.publish(500);
      rig.awaitAll();
      assertThat(rig.gateway().isAlive()).isTrue();
    }
  }

  @Test
  void tenThousandDevicesArriveEachWithItsType() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder);
        Field many = new Field(rig.broker.port(), 10_000, "many")) {
      rig.start();
      many.publish(20_000);
      Rig.awaitThat("all arrive", () -> rig.arrivals.distinct() == 20_000);
      rig.awaitAccounted();
      rig.arrivals.assertTimes(many);
      rig.arrivals.assertLastMarks(many);
      assertThat(rig.platform.received().devices())
          .filteredOn(device -> device.name().startsWith("d"))
          .hasSize(10_000)
          .allMatch(device -> device.type().equals("Sensor"));
      Rig.say("10,000 devices: %d MB", rig.gateway().residentBytes() >> 20);
    }
  }

  @Test
  void namesOfAllKindsArriveAsTheyAre() throws IOException, InterruptedException {
    List<String> names =
        List.of(
            "say \"hi\"",
            "it's",
            "back\\slash",
            "💧 pump",
            "Wärmezähler",
            "two\nlines",
            "tab\there",
            "{curly}",
            "${id}",
            "水位",
            "a/b",
            "[0]",
            "\u202Eright",
            "x".repeat(500));
    try (Rig rig = new Rig(folder)) {
      rig.start();
      for (int i = 0; i < names.size(); i++) {
        rig.field.publish(
            "named",
            "{\"device\":%s,\"seq\":%d}"
                .formatted(JsonMapper.shared().writeValueAsString(names.get(i)), i));
      }
      Rig.awaitThat("all arrive", () -> rig.arrivals.distinct() == names.size());
      for (int i = 0; i < names.size(); i++) {
        assertThat(rig.platform.received().device(names.get(i)).timeseries("seq").latest())
            .isEqualTo(new Value.Int(i));
        assertThat(rig.platform.received().device(names.get(i)).announcements()).isPositive();
      }
      rig.awaitAccounted();
    }
  }

  @Test
  void timesFarAwayArriveAsTheyAre() throws IOException, InterruptedException {
    long[] times = {1, 86_400_000L, 946_684_800_000L, 4_102_444_800_000L, 32_503_680_000_000L};
    try (Rig rig = new Rig(folder)) {
      rig.start();
      for (long time : times) {
        rig.field.publish("plant/t" + time + "/a", "{\"seq\":1,\"ts\":" + time + "}");
      }
      for (long time : times) {
        String device = "t" + time;
        Rig.awaitThat(device, () -> rig.platform.received().count(device, "seq") == 1);
        assertThat(rig.platform.received().device(device).timeseries("seq").newest().timestamp())
            .isEqualTo(time);
      }
      rig.awaitAccounted();
    }
  }

  @Test
  void aClockThatIsSetBackLosesNothing() throws IOException, InterruptedException {
    Path fakeTime = fakeTime();
    Path offset = Files.writeString(folder.resolve("offset"), "+0");
    try (Rig rig = new Rig(folder)) {
      ProcessFixture gateway =
          rig.start(
              "env",
              "LD_PRELOAD=" + fakeTime,
              "FAKETIME_TIMESTAMP_FILE=" + offset,
              "FAKETIME_NO_CACHE=1",
              "FAKETIME_DONT_FAKE_MONOTONIC=1");
      for (String clock : List.of("+0", "-3600", "+86400", "-20000d", "+0")) {
        Files.writeString(offset, clock);
        rig.field.publish(1_000);
        rig.awaitAll();
      }
      assertThat(rig.platform.received().device("d1").timeseries("seq").newest().timestamp())
          .as("the gateway's clock was set")
          .isGreaterThan(System.currentTimeMillis() + 80_000_000L);
      rig.arrivals.assertLastMarks(rig.field);
      rig.arrivals.assertTimes(rig.field);
      assertThat(gateway.isAlive()).isTrue();
      rig.stop();
    }
  }

  /** Debian's library that lies about the time. */
  private static Path fakeTime() throws IOException {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-*")) {
      for (Path each : folders) {
        Path library = each.resolve("faketime").resolve("libfaketime.so.1");
        if (Files.exists(library)) {
          return library;
        }
      }
    }
    return Assumptions.abort("faketime is not installed");
  }
}

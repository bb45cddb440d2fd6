package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** ThingsBoard refuses what it is sent. */
final class RefusalIT {

  @TempDir private Path folder;

  @Test
  void aRecordThatIsAlwaysRefusedIsPutAsideAndAllOthersArrive()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.platform
          .behaviour()
          .answer(
              message -> new String(message.payload(), StandardCharsets.UTF_8).contains("poison"),
              new Answer.Refuse(ReasonCode.UNSPECIFIED_ERROR));
      rig.start();
      rig.field.flow(1_000);
      rig.field.awaitMore(1_000);
      rig.field.publish("plant/d1/note", "{\"note\":\"poison\",\"ts\":1700000000000}");
      rig.field.awaitMore(1_000);
      rig.field.halt();
      rig.awaitAll();
      assertThat(rig.status().total("dropped")).isEqualTo(1);
      List<String> aside = Files.readAllLines(rig.configuration.data().resolve("put-aside.jsonl"));
      assertThat(aside).hasSize(1);
      JsonNode line = JsonMapper.shared().readTree(aside.getFirst());
      assertThat(line.path("device").asString()).isEqualTo("d1");
      assertThat(line.path("ts").asLong()).isEqualTo(1_700_000_000_000L);
      assertThat(line.at("/timeseries/note").asString()).isEqualTo("poison");
      assertThat(line.path("reason").asString()).isNotBlank();
      Rig.say("put aside: %s", aside.getFirst());
      rig.arrivals.assertLastMarks(rig.field);
      rig.arrivals.assertTimes(rig.field);
    }
  }

  @Test
  void aDeviceOnWhoseNameThePlatformHangsUpIsLeftOutAndAllOthersArrive()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.platform.behaviour().answer(RefusalIT::tellsOfEvil, new Answer.Close());
      rig.start();
      rig.field.flow(1_000);
      rig.field.awaitMore(1_000);
      rig.field.publish("plant/evil/note", "{\"note\":\"first\",\"ts\":1700000000000}");
      rig.field.awaitMore(1_000);
      rig.awaitStatus("it is put aside", s -> s.total("dropped") == 1);
      rig.field.publish("plant/evil/note", "{\"note\":\"second\",\"ts\":1700000000001}");
      rig.awaitStatus("it is put aside", s -> s.total("dropped") == 2);
      rig.field.halt();
      rig.awaitAll();
      assertThat(Files.readAllLines(rig.configuration.data().resolve("put-aside.jsonl")))
          .hasSize(2)
          .allMatch(line -> line.contains("\"evil\"") && line.contains("name of the device"));
      rig.awaitTold(1, "of the device evil");
      Rig.say("left out after %d connections", rig.told("connected"));
      rig.arrivals.assertLastMarks(rig.field);
    }
  }

  private static boolean tellsOfEvil(IncomingMessage message) {
    return message.topic().equals("v1/gateway/connect")
        && new String(message.payload(), StandardCharsets.UTF_8).contains("\"evil\"");
  }
}

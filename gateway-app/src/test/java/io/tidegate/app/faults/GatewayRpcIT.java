package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the platform calls of a gateway that runs as a process of its own. */
@EnabledOnOs(OS.LINUX) // a process can be replaced there
final class GatewayRpcIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static String call(Rig rig, String method, Object params) throws InterruptedException {
    int id = rig.platform.call(StandInSettings.GATEWAY, method, params);
    return rig.platform.awaitReply(id, PATIENCE);
  }

  private static void startConnected(Rig rig, String... prefix) throws IOException {
    rig.start(prefix);
    rig.awaitStatus("ThingsBoard is connected", Status::northIsOnline);
  }

  @Test
  void theMethodsReplyOverTheWire() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      startConnected(rig);
      rig.field.publish(100);
      rig.awaitAll();
      assertThat(call(rig, "gateway_ping", Map.of())).isEqualTo("{\"code\":200,\"resp\":\"pong\"}");
      assertThat(call(rig, "gateway_stats", "{}"))
          .isEqualTo(
              "{\"eventsProduced\":100,\"eventsSent\":100,\"PlantEventsProduced\":100,"
                  + "\"PlantEventsSent\":100}");
      JsonNode devices = JsonMapper.shared().readTree(call(rig, "gateway_devices", "{}"));
      assertThat(devices.path("resp").propertyNames()).hasSize(20);
      assertThat(devices.path("resp")).allSatisfy(c -> assertThat(c.asString()).isEqualTo("Plant"));
      assertThat(call(rig, "gateway_nope", Map.of()))
          .isEqualTo("{\"error\":\"Method not found\",\"code\":404}");
      assertThat(call(rig, "foo_bar", Map.of()))
          .isEqualTo(
              "{\"error\":\"foo - connector not found in available connectors.\",\"code\":404}");
      assertThat(call(rig, "getTermInfo", "{}")).contains("connector not found", "404");
      assertThat(call(rig, "gateway_reboot", 1)).contains("not allowed", "403");
      assertThat(call(rig, "gateway_restart", "soon \"x\"")).endsWith("\"code\":500}");
      assertThat(call(rig, "gateway_device_deleted", "nobody")).isEqualTo("{\"success\":true}");
    }
  }

  @Test
  void aRestartStopsInOrderAndRunsOnInTheSameProcess() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      startConnected(rig);
      rig.field.flow(500);
      rig.field.awaitMore(500);
      ProcessFixture process = rig.gateway();
      process.awaitLine(line -> line.contains("runs on"), PATIENCE);
      for (int round = 0; round < 2; round++) {
        int files = openFiles(process);
        assertThat(call(rig, "gateway_restart", round == 0 ? "{}" : "1"))
            .isEqualTo("{\"success\":true}");
        process.awaitLine(line -> line.contains("The platform restarts the gateway"), PATIENCE);
        process.awaitLine(line -> line.contains("stopped"), PATIENCE);
        process.awaitLine(line -> line.contains("runs on"), PATIENCE);
        rig.awaitStatus("it is back", s -> s.southIsOnline() && s.northIsOnline());
        assertThat(openFiles(process)).as("open files").isLessThan(files + 20);
      }
      rig.field.awaitMore(500);
      rig.field.halt();
      rig.awaitAll();
      assertThat(String.join("\n", process.output())).doesNotContain("ERROR");
      rig.stop();
    }
  }

  private static int openFiles(ProcessFixture process) throws IOException {
    try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return (int) files.count();
    }
  }

  @Test
  void aSignalDuringARestartEndsTheGatewayForGood() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      startConnected(rig);
      rig.platform.freeze(); // so that the stop takes its time
      rig.field.publish(100);
      rig.awaitStatus("it waits", s -> s.waiting() > 0);
      rig.platform.thaw();
      assertThat(call(rig, "gateway_restart", "{}")).isEqualTo("{\"success\":true}");
      rig.platform.freeze();
      rig.field.publish(100);
      rig.gateway().awaitLine(line -> line.contains("stopping"), PATIENCE);
      rig.stop();
    }
  }

  @Test
  void theShellIsTheProcesssChildAndEndsWithIt() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.configuration.thingsboard().put("remoteShell", true);
      startConnected(rig);
      rig.awaitTold(1, "THE REMOTE SHELL IS ON");
      assertThat(call(rig, "getTermInfo", "{}"))
          .startsWith("{\"platform\":\"Linux\",\"release\":\"")
          .contains("\"cwd\":\"" + folder.toRealPath() + "\"");
      assertThat(call(rig, "sendCommand", Map.of("command", "echo $$; sleep 1000")))
          .isEqualTo("{\"ok\":true}");
      long[] pid = new long[1];
      await()
          .atMost(PATIENCE)
          .until(() -> (pid[0] = number(call(rig, "getCommandStatus", "{}"))) > 0);
      assertThat(ProcessHandle.of(pid[0])).isPresent();
      rig.stop();
      await()
          .atMost(PATIENCE)
          .until(() -> ProcessHandle.of(pid[0]).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  private static long number(String status) {
    String out = JsonMapper.shared().readTree(status).at("/data/0/stdout").asString().strip();
    return out.isEmpty() ? 0 : Long.parseLong(out);
  }

  @Test
  void theMachineIsRestartedWhereTheConfigurationAllowsIt()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      Path tools = Files.createDirectories(folder.resolve("tools"));
      Path told = folder.resolve("told");
      Path shutdown =
          Files.writeString(tools.resolve("shutdown"), "#!/bin/sh\necho \"$@\" > " + told + "\n");
      assertThat(shutdown.toFile().setExecutable(true)).isTrue();
      rig.configuration.thingsboard().put("allowReboot", true);
      startConnected(rig, "env", "PATH=" + tools + ":" + System.getenv("PATH"));
      assertThat(call(rig, "gateway_reboot", List.of(0))).isEqualTo("{\"success\":true}");
      await().atMost(PATIENCE).until(() -> Files.exists(told) && Files.size(told) > 0);
      assertThat(told).hasContent("-r now");
    }
  }
}

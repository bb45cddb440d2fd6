package io.tidegate.app.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.app.rpc.Fixture.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisabledOnOs(OS.WINDOWS)
final class RemoteShellTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Enough that some end between two looks at them. */
  private static final int COMMANDS = 300;

  @TempDir private Path folder;
  private Fixture gateway;

  @BeforeEach
  void start() {
    gateway = new Fixture(folder, Shell.ON);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** What a command has printed until it was done. */
  private record Output(String out, String err, String cwd) {}

  private JsonNode send(String command) throws InterruptedException {
    String params = JsonMapper.shared().createObjectNode().put("command", command).toString();
    return gateway.json("sendCommand", params);
  }

  private Output run(String command) throws InterruptedException {
    assertThat(send(command).toString()).isEqualTo("{\"ok\":true}");
    return rest();
  }

  private Output rest() throws InterruptedException {
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode status = gateway.json("getCommandStatus", "null");
      out.append(status.at("/data/0/stdout").asString());
      err.append(status.at("/data/0/stderr").asString());
      if (status.path("done").asBoolean()) {
        return new Output(out.toString(), err.toString(), status.path("cwd").asString());
      }
    }
    throw new AssertionError("not done: " + out + err);
  }

  @Test
  void theTerminalIsDescribed() throws InterruptedException {
    String here = Path.of("").toAbsolutePath().toString();
    for (String method : new String[] {"getTermInfo", "gateway_getTermInfo"}) {
      JsonNode info = gateway.json(method, "null");
      assertThat(info.propertyNames()).containsExactly("platform", "release", "cwd");
      assertThat(info.path("platform").asString()).isEqualTo(System.getProperty("os.name"));
      assertThat(info.path("cwd").asString()).isEqualTo(here);
    }
  }

  @Test
  void aCommandsOutputsAreFetched() throws InterruptedException {
    assertThat(run("echo out; echo 'é \"x\"' >&2; exit 3"))
        .isEqualTo(new Output("out\n", "é \"x\"\n", Path.of("").toAbsolutePath().toString()));
    assertThat(gateway.call("getCommandStatus"))
        .as("what was fetched does not come again")
        .startsWith("{\"data\":[{\"stdout\":\"\",\"stderr\":\"\"}],\"cwd\":")
        .endsWith("\"done\":true}");
  }

  @Test
  void noCommandIsDoneBeforeItsOutputsAreFetched() throws InterruptedException {
    for (int i = 0; i < COMMANDS; i++) {
      Output output = run("echo " + i + "; echo " + i + " >&2");
      assertThat(output.out()).isEqualTo(i + "\n");
      assertThat(output.err()).isEqualTo(i + "\n");
    }
  }

  @Test
  void outputComesWhileTheCommandRuns() throws InterruptedException {
    assertThat(send("echo begun; sleep 60").path("ok").asBoolean()).isTrue();
    await()
        .atMost(PATIENCE)
        .until(() ->
            gateway
                .json("getCommandStatus", "null")
                .at("/data/0/stdout")
                .asString()
                .equals("begun\n"));
    assertThat(gateway.json("getCommandStatus", "null").path("done").asBoolean()).isFalse();
    assertThat(gateway.call("terminateCommand")).isEqualTo("{\"ok\":true}");
    rest();
    assertThat(gateway.call("terminateCommand"))
        .isEqualTo("{\"ok\":false,\"error\":\"Process for termination not found.\"}");
  }

  @Test
  void tenMegabytesOfOutputTakeLittleMemoryAndEndWithTheLastLine() throws InterruptedException {
    assertThat(send("head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end").toString())
        .isEqualTo("{\"ok\":true}");
    Output output = rest();
    assertThat(output.out()).hasSizeLessThan(10_000_100).endsWith("x\nend\n");
    assertThat(gateway.json("getTermInfo", "null").path("platform").asString()).isNotEmpty();
  }

  @Test
  void outputThatNobodyFetchesIsCutAtItsBeginning() throws IOException, InterruptedException {
    Path done = folder.resolve("done");
    assertThat(send("head -c 10000000 /dev/zero | tr '\\0' x; echo end; touch " + done).toString())
        .isEqualTo("{\"ok\":true}");
    await().atMost(PATIENCE).until(() -> Files.exists(done));
    Output output = rest();
    assertThat(output.out())
        .hasSizeLessThan(150_000)
        .containsPattern("^\\[\\d+ characters left out]\\n")
        .endsWith("xend\n");
  }

  @Test
  void noReplyIsLargerThanThePlatformTakes() throws InterruptedException {
    assertThat(send("head -c 100000 /dev/zero; head -c 100000 /dev/zero >&2").toString())
        .isEqualTo("{\"ok\":true}");
    long left = 200_000;
    while (left > 0) {
      String reply = gateway.call("getCommandStatus");
      assertThat(reply.length()).isLessThan(31_000);
      JsonNode data = JsonMapper.shared().readTree(reply).at("/data/0");
      left -= data.path("stdout").asString().length() + data.path("stderr").asString().length();
    }
    assertThat(left).isZero();
  }

  @Test
  void theFolderHoldsForLaterCommandsAndIsNotTheGateways()
      throws IOException, InterruptedException {
    Path inner = Files.createDirectories(folder.resolve("a b/inner")).toRealPath();
    Path real = folder.toRealPath();
    assertThat(run("cd " + real).cwd()).isEqualTo(real.toString());
    assertThat(run("cd 'a b/inner'").cwd()).isEqualTo(inner.toString());
    assertThat(run("pwd").out()).isEqualTo(inner + "\n");
    assertThat(run("cd ..").cwd()).isEqualTo(real.resolve("a b").toString());
    assertThat(run("cd -").cwd()).isEqualTo(inner.toString());
    assertThat(run("cd $HOME").cwd()).isEqualTo(System.getenv("HOME"));
    assertThat(run("cd " + real + " && pwd").out()).isEqualTo(real + "\n");
    assertThat(Path.of("/proc/self/cwd").toRealPath()).isEqualTo(Path.of("").toRealPath());
  }

  @Test
  void aFolderThatIsNotThereIsTold() throws InterruptedException {
    Output output = run("cd /no/such/folder");
    assertThat(output.err()).contains("/no/such/folder");
    assertThat(output.cwd()).isEqualTo(Path.of("").toAbsolutePath().toString());
    assertThat(gateway.json("sendCommand", "{\"command\":\"ls\",\"cwd\":\"/no/such\"}").toString())
        .isEqualTo("{\"ok\":false,\"error\":\"no such folder: /no/such\"}");
  }

  @Test
  void aCommandMayNameItsFolder() throws IOException, InterruptedException {
    Path real = folder.toRealPath();
    JsonNode sent =
        gateway.json("sendCommand", "{\"command\":\"pwd\",\"cwd\":\"%s\"}".formatted(real));
    assertThat(sent.toString()).isEqualTo("{\"ok\":true}");
    assertThat(rest()).isEqualTo(new Output(real + "\n", "", real.toString()));
  }

  @Test
  void aCommandEndsTheOneBefore() throws IOException, InterruptedException {
    long first = pidsOf("sleep 1000 & ", "wait").getFirst();
    assertThat(run("echo two").out()).isEqualTo("two\n");
    awaitGone(first);
  }

  @Test
  void aCommandThatDoesNotListenIsKilledWithItsChildren() throws IOException, InterruptedException {
    List<Long> pids = pidsOf("trap '' TERM; sleep 1000 & ", "while :; do sleep 1; done");
    assertThat(gateway.call("terminateCommand")).isEqualTo("{\"ok\":true}");
    pids.forEach(RemoteShellTest::awaitGone);
  }

  @Test
  void theStopOfTheGatewayEndsTheCommandAndItsChildren() throws IOException, InterruptedException {
    List<Long> pids = pidsOf("trap '' TERM; sleep 1000 & ", "wait; sleep 1000");
    gateway.close();
    pids.forEach(RemoteShellTest::awaitGone);
    assertThat(gateway.call("sendCommand")).isEqualTo("failed: the gateway is stopping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"command\":\"\"}", "{\"command\":5}", "{\"cmd\":\"ls\"}"})
  void aCallWithoutACommandIsRefused(String params) throws InterruptedException {
    assertThat(gateway.json("sendCommand", params).path("ok").asBoolean(true)).isFalse();
  }

  /** Runs a command, and returns its shell and what it has started once it has. */
  private List<Long> pidsOf(String start, String rest) throws IOException, InterruptedException {
    Path file = folder.resolve("pids");
    assertThat(send(start + "echo $$ $! > " + file + "; " + rest).toString())
        .isEqualTo("{\"ok\":true}");
    await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 1);
    return Stream.of(Files.readString(file).strip().split(" ", -1)).map(Long::valueOf).toList();
  }

  private static void awaitGone(long pid) {
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}

package io.tidegate.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.ConfigText;
import io.tidegate.connector.SiteTool;
import io.tidegate.connector.opcua.config.MappingConfig;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.config.TagConfig;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.data.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpcUaToolTest {

  private static NodeOpcuaServer server;

  @TempDir static Path shared;
  @TempDir Path folder;

  private record Answer(int code, String out, String err) {}

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    NodeOpcuaServer.assumeInstalled();
    server =
        NodeOpcuaServer.builder()
            .policies("None,Basic256Sha256")
            .user("operator", "s3cret")
            .pki(shared.resolve("pki"))
            .with("user-pki", shared.resolve("users").toString())
            .load(3, Duration.ofMillis(200))
            .start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void isFoundByTheCommandLine() {
    assertThat(ServiceLoader.load(SiteTool.class)).anyMatch(tool -> tool.type().equals("opcua"));
  }

  @Test
  void showsItsCommandsWithoutArguments() throws InterruptedException {
    Answer answer = run();
    assertThat(answer.code).isZero();
    assertThat(answer.out)
        .contains("endpoints", "browse", "read", "write", "subscribe", "trust", "Examples:");
  }

  @Test
  void showsWhatAServerOffers() throws InterruptedException {
    Answer answer = run("endpoints", server.url());
    assertThat(answer.code).isZero();
    assertThat(answer.out)
        .contains("Test plant, urn:tidegate:test:server")
        .containsPattern("None +None +.*anonymous.* " + server.url())
        .containsPattern("Basic256Sha256 +SignAndEncrypt +.*name.* " + server.url())
        .containsPattern("Certificate \\(not trusted itself\\): .*SHA-256 ([0-9A-F]{2}:){31}..\\)");
  }

  @Test
  void readsNodesByIdAndByPath() throws InterruptedException {
    Answer answer =
        run(
            "read",
            server.url().replace("opc.tcp://", ""),
            "Objects/Plant/Boiler 1/Water Temp",
            "Root\\.Objects\\.Plant\\.Line.A\\.Speed.Max",
            "ns=2;s=Plant/Types/Structure");
    assertThat(answer.out.lines())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("Objects/Plant/Boiler 1/Water Temp = 65.5  Double  2"),
            line -> assertThat(line).contains(" = 1200  UInt32  2"),
            line ->
                assertThat(line).contains(" = {X: 1.5, Y: -2.5, Name: \"gate\", Path: [1, 2]}"));
    assertThat(answer.code).isZero();
    Answer bad = run("read", server.url(), "ns=2;s=Plant/Types/Bad");
    assertThat(bad.out).contains(" = 5  Int16  Bad_SensorFailure  2");
    assertThat(bad.code).isEqualTo(1);
  }

  @Test
  void tellsWhereAPathEndsAndWhatIsThere() throws InterruptedException {
    Answer answer = run("read", server.url(), "Objects/Plant/Pmup1/Temperature");
    assertThat(answer.code).isEqualTo(1);
    assertThat(answer.err)
        .contains("there is no Pmup1 on the way", "there are Pump1, Pump2, Boiler 1");
  }

  @Test
  void writesOnlyWhatWasConfirmed() throws InterruptedException {
    String node = "ns=2;s=Plant/Pump2/Frequency";
    Answer asked = run("write", server.url(), node, "55");
    assertThat(asked.code).isEqualTo(2);
    assertThat(asked.err).contains("Write 55 (Int32) to " + node, "which is 50", "add --yes");
    assertThat(run("read", server.url(), node).out).contains("= 50 ");
    Answer done = run("write", server.url(), node, "55", "--yes");
    assertThat(done.code).isZero();
    assertThat(done.out).startsWith(node + " = 55  Int32");
    assertThat(run("write", server.url(), node, "fast", "-y").err).contains("fast is no Int32");
    Answer refused = run("write", server.url(), "ns=2;s=Plant/Pump2/ReadOnly", "1", "-y");
    assertThat(refused.code).isEqualTo(1);
    assertThat(refused.err).contains("the server refuses: Bad_NotWritable");
    assertThat(run("write", server.url(), "ns=2;s=Plant/Types/Int32Array", "[4, 5]", "-y").out)
        .contains("= [4, 5]  Int32[]");
    assertThat(run("write", server.url(), "ns=2;s=Plant/Types/Int32Array", "[[4], 5]", "-y").err)
        .contains("is not as long as its neighbours");
    assertThat(
            run("write", server.url(), "ns=2;s=Plant/Types/Matrix", "[[1,2,3],[4,5,7]]", "-y").out)
        .contains("= [[1.0, 2.0, 3.0], [4.0, 5.0, 7.0]]  Double");
    assertThat(run("write", server.url(), "ns=2;s=Plant/Pump2/Flow", "1e39", "-y").err)
        .contains("1e39 is no Float");
  }

  @Test
  void showsChangesUntilItHasShownEnough() throws InterruptedException {
    Answer answer =
        run(
            "subscribe",
            server.url(),
            "Objects/Plant/Load/n0",
            "Objects/Plant/Load/n1",
            "--count",
            "6",
            "--interval",
            "100");
    assertThat(answer.code).isZero();
    assertThat(answer.out.lines()).hasSize(6).allMatch(line -> line.contains("  Double  "));
    Answer wrong = run("subscribe", server.url(), "ns=2;s=nothing");
    assertThat(wrong.code).isEqualTo(1);
    assertThat(wrong.err).contains("ns=2;s=nothing can't be subscribed: Bad_NodeIdUnknown");
  }

  @Test
  void whatAServerSendsDoesNotSteerTheTerminal() throws IOException, InterruptedException {
    String node = "ns=2;s=Plant/Pump2/Comment";
    server.tell("set " + node + " \"\\u001b[2J\\n\\\"" + "x".repeat(300) + "\"");
    String begin = " = \"\\u001b[2J\\u000a\\\"xxx";
    assertThat(run("read", server.url(), node).out).contains(begin).contains("x".repeat(300));
    assertThat(run("browse", server.url(), "Objects/Plant/Pump2").out)
        .contains(begin, "x… (3")
        .doesNotContain("x".repeat(201));
    server.tell("set " + node + " \"\"");
  }

  @Test
  void showsTheNodesBelowANode() throws InterruptedException {
    Answer answer = run("browse", server.url(), "Objects/Plant/Pump1", "--depth", "1");
    assertThat(answer.code).isZero();
    assertThat(answer.out)
        .startsWith("Pump1  [ns=2;s=Plant/Pump1]")
        .contains(
            "  serialNumber  [ns=2;s=Plant/Pump1/serialNumber] = \"SN-1\"  String",
            "  multiply()  [ns=2;s=Plant/Pump1/multiply]",
            "  Sub  [ns=2;s=Plant/Pump1/Sub]");
    assertThat(answer.err).contains("there is more");
  }

  @Test
  void writesAMappingThatTheConnectorAccepts() throws InterruptedException {
    Answer answer = run("browse", server.url(), "Objects/Plant", "--as-config");
    assertThat(answer.code).isZero();
    OpcUaConfig config = config(answer.out);
    assertThat(config.server().url()).isEqualTo(server.url());
    assertThat(config.mapping())
        .extracting(each -> each.deviceInfo().deviceNameExpression())
        .containsExactly("Pump1", "Pump2", "Boiler 1", "Line.A", "Types", "History", "Load");
    MappingConfig pump = config.mapping().getFirst();
    assertThat(pump.deviceNodePattern()).isEqualTo("Root\\.Objects\\.Plant\\.Pump1");
    assertThat(pump.timeseries())
        .extracting(TagConfig::key, TagConfig::value)
        .contains(tuple("Temperature", "${Temperature}"), tuple("Temp", "${Sub\\.Temp}"));
    assertThat(pump.rpcMethods().getFirst().method()).isEqualTo("multiply");
    assertThat(pump.rpcMethods().getFirst().arguments())
        .extracting(argument -> argument.type())
        .containsExactly("Int32", "Int32");
    OpcUaConfig byId =
        config(run("browse", server.url(), "Objects/Plant", "--as-config", "--node-ids").out);
    assertThat(byId.mapping().getFirst().deviceNodePattern()).isEqualTo("ns=2;s=Plant/Pump1");
  }

  @Test
  void writesAMappingThatReadsWhatWasFound() throws IOException, InterruptedException {
    for (List<String> naming : List.of(List.<String>of(), List.of("--node-ids"))) {
      List<String> browse = new ArrayList<>(List.of("browse", server.url(), "Objects/Plant"));
      browse.add("--as-config");
      browse.addAll(naming);
      try (Running running = Running.start(run(browse.toArray(String[]::new)).out)) {
        running.await("Pump1", "Temperature", new Value.Real(21.5));
        running.await("Pump1", "Temp", new Value.Real(1.25));
        running.await("Pump1", "2.Temp", new Value.Real(2.25));
        running.await("Boiler 1", "Water Temp", new Value.Real(65.5));
        running.await("Line.A", "Speed.Max", new Value.Int(1200));
        running.await("Types", "ByNumber", new Value.Int(4711));
      }
    }
  }

  @Test
  void connectsSecurelyOnceTheServerIsTrusted() throws InterruptedException {
    String[] read = {
      "read",
      server.url(),
      "i=2258",
      "-s",
      "Basic256Sha256",
      "-u",
      "operator",
      "--password=s3cret",
      "--any-host"
    };
    Answer untrusted = run(read);
    assertThat(untrusted.code).isEqualTo(1);
    assertThat(untrusted.err)
        .contains("shows a certificate that is not trusted", "./tidegate opcua trust ");
    read[read.length - 1] = "--timeout=4000";
    assertThat(run(read).err)
        .contains("give --any-host", "give --insecure")
        .doesNotContain("server.");
    read[read.length - 1] = "--any-host";
    String digits = untrusted.err.replaceAll("(?s).*opcua trust (\\w+) .*", "$1");
    assertThat(run("trust").out).containsPattern("Trusted .*: none\n.*Rejected .*:\n  .*SHA-256");
    Answer trusted = run("trust", digits);
    assertThat(trusted.out).startsWith("Trusted: ");
    assertThat(run(read).out).contains("DateTime");
    assertThat(run("trust", "--remove", digits).out).startsWith("No longer trusted: ");
    assertThat(run(read).code).isEqualTo(1);
    assertThat(run("trust", server.url(), "--yes").code).isZero();
    assertThat(run(read).code).isZero();
  }

  @Test
  void tellsWrongArgumentsAndServersThatAreNotThere() throws InterruptedException {
    assertThat(run("read").code).isEqualTo(2);
    Answer policy = run("read", server.url(), "i=2258", "-s", "Basic512");
    assertThat(policy.code).isEqualTo(2);
    assertThat(policy.err)
        .contains("Basic512 is no security policy", "See `tidegate opcua read --help`");
    Answer unoffered = run("read", server.url(), "i=2258", "-s", "Basic256");
    assertThat(unoffered.err)
        .contains(
            "has no endpoint with Basic256", "Change --security, --mode, --user or --user-cert")
        .doesNotContain("server.");
    Answer nobody = run("read", "127.0.0.1:1", "i=2258");
    assertThat(nobody.code).isEqualTo(1);
    assertThat(nobody.err).contains("opc.tcp://127.0.0.1:1 can't be reached");
    assertThat(run("trust", "abcd").err).contains("no certificate in");
  }

  private Answer run(String... arguments) throws InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(arguments));
    if (arguments.length > 0) {
      all.add("--pki=" + folder.resolve("opcua-pki"));
    }
    int code = new OpcUaTool().run(all, new PrintWriter(out, true), new PrintWriter(err, true));
    return new Answer(code, out.toString(), err.toString());
  }

  private static OpcUaConfig config(String text) {
    ObjectNode node =
        (ObjectNode) Objects.requireNonNull(ConfigText.parse("opcua.json", text).value());
    ConfigResult<OpcUaConfig> result = ConfigReader.read(node, OpcUaConfig.class, Set.of());
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(result.value());
  }
}

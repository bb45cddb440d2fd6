package io.tidegate.connector.opcua;

import static io.tidegate.connector.opcua.ConfigTexts.device;
import static io.tidegate.connector.opcua.ConfigTexts.tag;
import static io.tidegate.connector.opcua.ConfigTexts.timeseries;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.connector.opcua.secure.TestIdentity;
import io.tidegate.data.Value;
import io.tidegate.data.Value.Int;
import io.tidegate.data.Value.Real;
import io.tidegate.testkit.CapturingSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions under each security policy, with users of each kind. */
class SecuredSessionTest {

  private static final List<String> POLICIES =
      List.of(
          "Basic128Rsa15",
          "Basic256",
          "Basic256Sha256",
          "Aes128_Sha256_RsaOaep",
          "Aes256_Sha256_RsaPss");

  private static final String PUMP =
      device(
          "Pump1",
          "P",
          timeseries(tag("t", "${Temperature}"), tag("f", "${Frequency}")),
          "'attributes_updates':[{'key':'f','value':'${Frequency}'}]");

  @TempDir Path folder;

  @BeforeEach
  void check() {
    NodeOpcuaServer.assumeInstalled();
  }

  @Test
  void everyPolicyCarriesASubscriptionAWriteAndARestartOfTheServer() throws Exception {
    TestIdentity plant =
        TestIdentity.make(folder, "plant", "urn:tidegate:test:server", Duration.ofDays(1));
    try (NodeOpcuaServer server = server().certificate(plant.certFile(), plant.keyFile()).start();
        Sessions sessions = new Sessions()) {
      List<String> users = users();
      for (String policy : POLICIES) {
        if (!policy.equals("Basic128Rsa15") || NodeOpcuaServer.speaksBasic128Rsa15()) {
          for (String mode : List.of("Sign", "SignAndEncrypt")) {
            String user = users.get(sessions.all.size() % users.size());
            sessions.start(policy + " " + mode, config(server, policy, mode, user), folder);
          }
        }
      }
      sessions.await("t", new Real(21.5));
      int frequency = 100;
      for (Map.Entry<String, Running> each : sessions.all.entrySet()) {
        frequency++;
        assertThat(each.getValue().update("P", Map.of("f", new Int(frequency))))
            .as(each.getKey())
            .isInstanceOf(Reply.Done.class);
      }
      sessions.await("f", new Int(frequency));
      server.kill();
      server.restart();
      server.tell("set ns=2;s=Plant/Pump1/Temperature 23.5");
      sessions.await("t", new Real(23.5));
      sessions.all.forEach((name, each) -> assertThat(each.hasEnded()).as(name).isFalse());
    }
  }

  @Test
  void keysAreRenewedWhileASubscriptionRuns() throws Exception {
    try (NodeOpcuaServer server =
            server().with("token-lifetime", "3000").load(1, Duration.ofMillis(100)).start();
        Running running =
            Running.start(
                "{'server':{'url':'%s','security':'Basic256Sha256','trust':{'insecure':true}},'mapping':[%s]}"
                    .formatted(
                        server.url(),
                        device(
                            "Load",
                            "L",
                            timeseries("{'key':'n','value':'${n0}','samplingInterval':0}"))))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> server.number("tokens") >= 4);
      List<Value> values = running.values("L", "n");
      int first = (int) ((Real) values.getFirst()).value();
      assertThat(values)
          .isEqualTo(
              IntStream.range(first, first + values.size())
                  .mapToObj(i -> (Value) new Real(i))
                  .toList());
      assertThat(values).hasSizeGreaterThan(10);
    }
  }

  private NodeOpcuaServer.Builder server() {
    return NodeOpcuaServer.builder()
        .policies("None," + String.join(",", POLICIES))
        .modes("None,Sign,SignAndEncrypt")
        .user("operator", "s3cret")
        .pki(folder.resolve("server"))
        .with("user-pki", folder.resolve("users").toString());
  }

  private List<String> users() throws Exception {
    TestIdentity user = TestIdentity.make(folder, "user", "urn:user", Duration.ofDays(1));
    return List.of(
        "{'type':'anonymous'}",
        "{'type':'username','username':'operator','password':'s3cret'}",
        "{'pathToUserCert':'%s','pathToUserKey':'%s'}".formatted(user.certFile(), user.keyFile()));
  }

  private String config(NodeOpcuaServer server, String policy, String mode, String user) {
    return ("{'server':{'url':'%s','security':'%s','securityMode':'%s','identity':%s,"
            + "'trust':{'folder':'%s','insecure':true}},'mapping':[%s]}")
        .formatted(server.url(), policy, mode, user, folder.resolve("gateway"), PUMP);
  }

  /** All at once, since one restart of the server serves them all. */
  private static final class Sessions implements AutoCloseable {

    private final Map<String, Running> all = new LinkedHashMap<>();

    void start(String name, String config, Path folder) throws Exception {
      all.put(
          name,
          Running.of(
              new OpcUaConnector().endpoints(ConfigTexts.config(config), folder).getFirst(),
              new CapturingSink()));
    }

    void await(String key, Value value) {
      all.forEach((_, each) -> each.await("P", key, value));
    }

    @Override
    public void close() throws IOException {
      for (Running each : all.values()) {
        each.close();
      }
    }
  }
}

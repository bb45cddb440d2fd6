package io.tidegate.connector.opcua;

import io.tidegate.connector.Connector;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.peers.MiloServer;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.testkit.ConnectorContract;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every connector promises, by subscription and by polling alike. */
class ContractTest {

  private static final String SUBSCRIBE = "";
  private static final String POLL = ",'enableSubscriptions':false";

  private static MiloServer milo;
  private static @Nullable NodeOpcuaServer node;

  @BeforeAll
  static void start() throws Exception {
    milo = MiloServer.start();
    if (NodeOpcuaServer.isInstalled()) {
      node = NodeOpcuaServer.start();
    }
  }

  @AfterAll
  static void stop() {
    milo.close();
    if (node != null) {
      node.close();
    }
  }

  @Nested
  class OfMiloBySubscription extends OpcUaContract {

    @Override
    protected OpcUaConfig reachable() {
      return config(milo.url(), SUBSCRIBE);
    }
  }

  @Nested
  class OfMiloByPolling extends OpcUaContract {

    @Override
    protected OpcUaConfig reachable() {
      return config(milo.url(), POLL);
    }
  }

  @Nested
  class OfNodeOpcuaBySubscription extends OpcUaContract {

    @Override
    protected OpcUaConfig reachable() {
      return config(node(), SUBSCRIBE);
    }
  }

  @Nested
  class OfNodeOpcuaByPolling extends OpcUaContract {

    @Override
    protected OpcUaConfig reachable() {
      return config(node(), POLL);
    }
  }

  private static String node() {
    NodeOpcuaServer.assumeInstalled();
    return Objects.requireNonNull(node).url();
  }

  abstract static class OpcUaContract extends ConnectorContract<OpcUaConfig> {

    @Override
    protected Connector<OpcUaConfig> connector() {
      return new OpcUaConnector();
    }

    static OpcUaConfig config(String url, String settings) {
      return ConfigTexts.config(
          ConfigTexts.of(
              url,
              settings,
              ConfigTexts.device(
                  "Pump\\\\d",
                  "${browseName}",
                  ConfigTexts.timeseries(ConfigTexts.tag("t", "${Temperature}")))));
    }
  }
}

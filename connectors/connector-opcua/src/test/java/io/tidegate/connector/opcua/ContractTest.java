package io.tidegate.connector.opcua;

import io.tidegate.connector.Connector;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.peers.NodeOpcuaServer;
import io.tidegate.testkit.ConnectorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** What every connector promises, by subscription and by polling alike. */
class ContractTest {

  private static NodeOpcuaServer server;

  @BeforeAll
  static void start() throws Exception {
    NodeOpcuaServer.assumeInstalled();
    server = NodeOpcuaServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Nested
  class BySubscription extends OpcUaContract {

    @Override
    protected OpcUaConfig reachable() {
      return config("");
    }
  }

  @Nested
  class ByPolling extends OpcUaContract {

    @Override
    protected OpcUaConfig reachable() {
      return config(",'enableSubscriptions':false");
    }
  }

  abstract static class OpcUaContract extends ConnectorContract<OpcUaConfig> {

    @Override
    protected Connector<OpcUaConfig> connector() {
      return new OpcUaConnector();
    }

    OpcUaConfig config(String settings) {
      return ConfigTexts.config(
          ConfigTexts.of(
              server.url(),
              settings,
              ConfigTexts.device(
                  "Pump\\\\d",
                  "${browseName}",
                  ConfigTexts.timeseries(ConfigTexts.tag("t", "${Temperature}")))));
    }
  }
}

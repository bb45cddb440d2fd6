package io.tidegate.connector.opcua;

import io.tidegate.config.ConfigNode;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.session.OpcUaEndpoint;
import java.nio.file.Path;
import java.util.List;

/** OPC-UA: reads, watches, writes and calls nodes of a server. */
public final class OpcUaConnector implements Connector<OpcUaConfig> {

  @Override
  public String type() {
    return "opcua";
  }

  @Override
  public Class<OpcUaConfig> configType() {
    return OpcUaConfig.class;
  }

  @Override
  public ConfigNode.ObjectNode migrate(ConfigNode.ObjectNode file) {
    return OldFormats.migrate(file);
  }

  @Override
  public List<Endpoint> endpoints(OpcUaConfig config) {
    return endpoints(config, Path.of(""));
  }

  @Override
  public List<Endpoint> endpoints(OpcUaConfig config, Path folder) {
    return List.of(new OpcUaEndpoint(config, folder));
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.config.ConfigNode;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import java.time.ZoneId;
import java.util.List;

/** MQTT: takes messages from a broker, maps them to devices, and brings requests to these. */
public final class MqttConnector implements Connector<MqttConfig> {

  @Override
  public String type() {
    return "mqtt";
  }

  @Override
  public Class<MqttConfig> configType() {
    return MqttConfig.class;
  }

  @Override
  public ConfigNode.ObjectNode migrate(ConfigNode.ObjectNode file) {
    return OldFormats.migrate(file);
  }

  @Override
  public List<Endpoint> endpoints(MqttConfig config) {
    return List.of(
        new MqttEndpoint(
            config.broker(),
            ClientIds.of(config.broker(), config.id()),
            MqttMappings.of(config, ZoneId.systemDefault()),
            DownlinkRules.of(config.requestsMapping())));
  }
}

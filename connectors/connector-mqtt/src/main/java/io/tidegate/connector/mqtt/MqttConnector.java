package io.tidegate.connector.mqtt;

import io.tidegate.config.ConfigNode;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    return List.of(endpoint(config, null));
  }

  @Override
  public List<Endpoint> endpoints(MqttConfig config, Path folder) {
    return List.of(endpoint(config, folder));
  }

  private static Endpoint endpoint(MqttConfig config, @Nullable Path folder) {
    String client = ClientIds.of(config.broker(), config.id());
    return new MqttEndpoint(
        config.broker(),
        client,
        config.broker().isPersistent()
            ? new GivenTimes(RingFile.of(config.broker(), client, folder))
            : null,
        MqttMappings.of(config, ZoneId.systemDefault()),
        DownlinkRules.of(config.requestsMapping()));
  }
}

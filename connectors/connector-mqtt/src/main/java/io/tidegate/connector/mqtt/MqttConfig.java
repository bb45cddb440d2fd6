package io.tidegate.connector.mqtt;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file of an MQTT connector: one broker, and what its messages mean. */
public record MqttConfig(
    @Doc(
            "Identity of the connector. Makes the client id of a persistent session where `clientId`"
                + " is missing.")
        @Nullable String id,
    @Doc("The broker to connect to.") BrokerConfig broker,
    @Doc(
            "What to subscribe to and how messages become data. Every entry that matches a message"
                + " is used.")
        @Alias("dataMapping")
        @Default("[]")
        @SkipInvalid
        List<MappingConfig> mapping,
    @Doc("What devices and ThingsBoard ask of each other.") @Default("{}")
        RequestsConfig requestsMapping)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (mapping.isEmpty() && requestsMapping.isEmpty()) {
      problems.warning("mapping", "is empty: the connector subscribes to nothing");
    }
  }
}

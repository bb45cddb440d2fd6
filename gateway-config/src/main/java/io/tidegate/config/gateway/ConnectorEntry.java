package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An element of {@code connectors}. */
public record ConnectorEntry(
    @Doc("Unique name; used in filters, logs and statistics.") String name,
    @Doc("The protocol, such as `mqtt`; in lower or upper case.") String type,
    @Doc("File with the connector's configuration, within the configuration folder.")
        String configuration,
    @Doc("Python class of a connector of one's own.") @Key("class") @Nullable String className,
    @Doc("Key of a connector that runs in a process of its own.") @Secret @Nullable String key,
    @Doc("Runs the connector in a process of its own.")
        @Default("false")
        @NoEffect(value = "is not active yet", unless = "false")
        boolean useGRPCForce,
    @Doc("Written by the platform; the one in the connector's file counts.") @Nullable String id,
    @Doc("Written by the platform; the one in the connector's file counts.")
        @Nullable ConfigNode enableRemoteLogging,
    @Doc("Written by the platform; the one in the connector's file counts.")
        @Nullable ConfigNode logLevel,
    @Doc("Written by the platform; the one in the connector's file counts.")
        @Nullable ConfigNode configVersion,
    @Doc("Written by the platform; the one in the connector's file counts.")
        @Nullable ConfigNode reportStrategy,
    @Doc("Written by the platform; the connector's file counts.")
        @Nullable ConfigNode configurationJson,
    @Doc("Written by the platform.") @Key("grpc_key") @Secret @Nullable ConfigNode grpcKey,
    @Doc("When the platform last changed this entry.") @Nullable ConfigNode ts)
    implements Checked {

  public ConnectorEntry {
    type = type.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public void check(Problems problems) {
    if (name.isBlank()) {
      problems.error("name", "must be a name but is empty");
    }
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "ConnectorEntry[%s, %s, %s]".formatted(name, type, configuration);
  }
}

package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import java.util.List;

/** The main configuration file, {@code tb_gateway.json}. */
public record GatewayConfig(
    @Doc("The platform, and how the gateway talks to it.") ThingsBoardConfig thingsboard,
    @Doc("Where records wait until ThingsBoard has acknowledged them.") StorageConfig storage,
    @Doc("The gRPC server for connectors in processes of their own.") @Default("{}")
        GrpcConfig grpc,
    @Doc("The connectors, each with a file of its own.") @Default("[]") @SkipInvalid
        List<ConnectorEntry> connectors)
    implements Checked {

  /** The name of the file within the configuration folder. */
  public static final String FILE = "tb_gateway.json";

  @Override
  public void check(Problems problems) {
    if (connectors.isEmpty()) {
      problems.warning("connectors", "names no connector: the gateway has nothing to collect");
    }
  }
}

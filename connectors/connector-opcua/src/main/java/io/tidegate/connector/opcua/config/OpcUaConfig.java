package io.tidegate.connector.opcua.config;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import java.util.List;

/** The file of an OPC-UA connector: one server, and which of its nodes are devices. */
public record OpcUaConfig(
    @Doc("The server to connect to.") ServerConfig server,
    @Doc("Which nodes are devices, and what is read from and written to them.")
        @Default("[]")
        @SkipInvalid
        List<MappingConfig> mapping)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (mapping.isEmpty()) {
      problems.warning("mapping", "is empty: the connector reads nothing");
    }
  }
}

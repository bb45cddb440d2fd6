package io.tidegate.config.gateway;

import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import java.util.List;

/**
 * A connector that can be run.
 *
 * @param file within the configuration folder.
 * @param id a UUID; while the folder is only checked, one that is made up may stand in for it.
 * @param config the record of {@link Connector#configType()}.
 */
public record LoadedConnector(
    String name,
    String type,
    String id,
    String file,
    ConnectorCommon common,
    Record config,
    List<Endpoint> endpoints) {

  public LoadedConnector {
    endpoints = List.copyOf(endpoints);
  }

  /** Whether it asks for the same as another, so that the one that runs may go on. */
  public boolean isUnchanged(LoadedConnector other) {
    return name.equals(other.name)
        && type.equals(other.type)
        && id.equals(other.id)
        && common.equals(other.common)
        && config.equals(other.config);
  }
}

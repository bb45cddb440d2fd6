package io.tidegate.config.gateway;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.Places;
import io.tidegate.config.json.Suggestion;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads the file of one connector; what is wrong with it stays its own affair. */
record ConnectorLoader(FolderFiles files, ConnectorTypes types, ConnectorIds ids) {

  /**
   * Loads the connector of an entry.
   *
   * @param node of the entry.
   * @return null if it can't be run, which is then told.
   */
  @Nullable LoadedConnector load(ConnectorEntry entry, ConfigNode node) {
    Connector<?> connector = types.find(entry.type());
    if (connector == null && !isKnown(entry, Places.find(node, "type"))) {
      return null;
    }
    if (!files.accepts(entry.configuration(), Places.find(node, "configuration"))) {
      return null;
    }
    if (entry.className() != null) {
      files.warning(
          Places.find(node, "class"), "is ignored: the type " + entry.type() + " is built in");
    }
    ConfigNode tree = files.tree(entry.configuration());
    if (tree == null) {
      return null;
    }
    if (!(tree instanceof ObjectNode file)) {
      files.error(tree.place(), "must be an object");
      return null;
    }
    ConnectorCommon common = common(file);
    if (connector == null) {
      files.warning(
          Places.find(node, "type"),
          "names the connector type " + entry.type() + ", not active yet");
      return null;
    }
    return load(connector, entry, file, common);
  }

  private boolean isKnown(ConnectorEntry entry, Place place) {
    if (ConnectorTypes.KNOWN.contains(entry.type())) {
      return true;
    }
    String className = entry.className();
    files.error(
        place,
        className == null
            ? "names no known connector type but \"%s\"%s"
                .formatted(entry.type(), Suggestion.of(entry.type(), ConnectorTypes.KNOWN))
            : ("asks for the Python class %s, which can't be run: port it to a Java class that"
                    + " implements io.tidegate.connector.Connector with the type \"%s\", and list"
                    + " it in META-INF/services/io.tidegate.connector.Connector of a jar on the"
                    + " class path")
                .formatted(className, entry.type()));
    return false;
  }

  private @Nullable ConnectorCommon common(ObjectNode file) {
    ConfigResult<ConnectorCommon> result =
        ConfigReader.read(file, ConnectorCommon.class, file.members().keySet());
    files.problems().addAll(result.problems());
    return result.value();
  }

  private <C extends Record> @Nullable LoadedConnector load(
      Connector<C> connector,
      ConnectorEntry entry,
      ObjectNode file,
      @Nullable ConnectorCommon common) {
    C config = config(connector, file);
    if (config == null || common == null) {
      return null;
    }
    List<Endpoint> endpoints = endpoints(connector, config, file.place());
    if (endpoints == null) {
      return null;
    }
    return new LoadedConnector(
        entry.name(),
        entry.type(),
        id(common, entry.configuration()),
        entry.configuration(),
        common,
        config,
        endpoints);
  }

  private <C extends Record> @Nullable C config(Connector<C> connector, ObjectNode file) {
    try {
      Set<String> others = ConnectorCommon.keys();
      ConfigResult<C> result =
          ConfigReader.read(connector.migrate(file), connector.configType(), others);
      files.problems().addAll(result.problems());
      return result.value();
    } catch (RuntimeException e) {
      // A fault of one connector must not keep the others from running.
      files.error(file.place(), "can't be read: " + e);
      return null;
    }
  }

  private <C extends Record> @Nullable List<Endpoint> endpoints(
      Connector<C> connector, C config, Place place) {
    try {
      return connector.endpoints(config, files.folder());
    } catch (RuntimeException e) {
      // A fault of one connector must not keep the others from running.
      files.error(place, "can't be used: " + e);
      return null;
    }
  }

  private String id(ConnectorCommon common, String file) {
    String id = common.id();
    return id == null || id.isBlank() ? ids.create(files.folder(), file, files.problems()) : id;
  }
}

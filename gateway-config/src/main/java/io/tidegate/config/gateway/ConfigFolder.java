package io.tidegate.config.gateway;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.Place;
import io.tidegate.config.gateway.GatewayFolder.IdleConnector;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.Places;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Loads a configuration folder, whole: what is wrong in one file does not hide the others. */
public final class ConfigFolder {

  private final FolderFiles files;
  private final Environment environment;
  private final ConnectorLoader loader;
  private final List<StatisticsCommand> commands = new ArrayList<>();
  private final List<LoadedConnector> connectors = new ArrayList<>();
  private final List<IdleConnector> idle = new ArrayList<>();

  private ConfigFolder(
      Path folder, Environment environment, ConnectorTypes types, ConnectorIds ids) {
    this.files = new FolderFiles(folder, new ArrayList<>());
    this.environment = environment;
    this.loader = new ConnectorLoader(files, types, ids);
  }

  /** Loads to run: gives connectors without an id one, and writes it to their files. */
  public static GatewayFolder load(Path folder, Environment environment, ConnectorTypes types) {
    return new ConfigFolder(folder, environment, types, ConnectorIds.written()).load();
  }

  /** Loads to look: writes nothing. */
  public static GatewayFolder check(Path folder, Environment environment, ConnectorTypes types) {
    return new ConfigFolder(folder, environment, types, ConnectorIds.madeUp()).load();
  }

  private GatewayFolder load() {
    LogsConfig logs = logs();
    ObjectNode tree = mainTree();
    if (tree == null) {
      return snapshot(null, null, RateLimits.NONE, logs, Map.of());
    }
    GatewayConfig config = files.read(tree, GatewayConfig.class);
    Access access = new AccessReader(files, tree).read(environment);
    readStatistics(tree);
    readConnectors(tree);
    RateLimits limits = config == null ? RateLimits.NONE : RateLimits.of(config.thingsboard());
    return snapshot(config, access, limits, logs, deniedDevices(tree));
  }

  private GatewayFolder snapshot(
      @Nullable GatewayConfig config,
      @Nullable Access access,
      RateLimits limits,
      LogsConfig logs,
      Map<String, List<Pattern>> denied) {
    return new GatewayFolder(
        files.folder(),
        config,
        access,
        limits,
        environment.rateLimitPercentage(files.problems()),
        logs,
        environment.logsFolder(),
        denied,
        commands,
        connectors,
        idle,
        files.problems());
  }

  private @Nullable ObjectNode mainTree() {
    for (String yaml : List.of("tb_gateway.yaml", "tb_gateway.yml")) {
      if (!files.has(GatewayConfig.FILE) && files.has(yaml)) {
        files.error(new Place(yaml, "", 0), "is YAML: convert it to JSON as " + GatewayConfig.FILE);
        return null;
      }
    }
    ConfigNode tree = files.tree(GatewayConfig.FILE);
    if (tree == null) {
      return null;
    }
    if (tree instanceof ObjectNode object) {
      return environment.mergedInto(object, files.problems());
    }
    files.error(tree.place(), "must be an object");
    return null;
  }

  private LogsConfig logs() {
    LogsConfig logs =
        files.has(LogsConfig.FILE) ? files.read(LogsConfig.FILE, LogsConfig.class) : null;
    return logs == null ? LogsConfig.defaults() : logs;
  }

  private Map<String, List<Pattern>> deniedDevices(ObjectNode tree) {
    String section = "thingsboard/deviceFiltering";
    var filtering = FolderFiles.part(tree, section, DeviceFilteringConfig.class);
    String file = filtering == null || !filtering.enable() ? null : filtering.filterFile();
    if (file == null || !files.accepts(file, Places.find(tree, section + "/filterFile"))) {
      return Map.of();
    }
    DeviceFilterConfig filter = files.read(file, DeviceFilterConfig.class);
    return filter == null ? Map.of() : filter.denied();
  }

  private void readStatistics(ObjectNode tree) {
    String section = "thingsboard/statistics";
    boolean disabled =
        Places.node(tree, section + "/enableCustom") instanceof BooleanNode(var p, boolean enabled)
            && !enabled;
    if (disabled
        || !(Places.node(tree, section + "/configuration")
            instanceof TextNode(Place place, String file))
        || !files.accepts(file, place)) {
      return;
    }
    ConfigNode commands = files.tree(file);
    if (commands instanceof ArrayNode array) {
      array.elements().forEach(this::readCommand);
    } else if (commands != null) {
      files.error(commands.place(), "must be an array of commands");
    }
  }

  private void readCommand(ConfigNode node) {
    StatisticsCommand command = files.read(node, StatisticsCommand.class);
    if (command != null) {
      commands.add(command);
    }
  }

  private void readConnectors(ObjectNode tree) {
    Map<String, Place> names = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    if (!(Places.node(tree, "connectors") instanceof ArrayNode array)) {
      return;
    }
    for (ConfigNode node : array.elements()) {
      ConnectorEntry entry = ConfigReader.read(node, ConnectorEntry.class).value();
      if (entry != null && isFirst(entry, node, names)) {
        readConnector(entry, node, owners);
      }
    }
  }

  private boolean isFirst(ConnectorEntry entry, ConfigNode node, Map<String, Place> names) {
    Place first = names.putIfAbsent(entry.name(), node.place());
    if (first != null) {
      files.error(
          Places.find(node, "name"),
          "must be unique but \"%s\" is the name at %s too".formatted(entry.name(), first));
    }
    return first == null;
  }

  private void warnOfSharedFile(ConnectorEntry entry, ConfigNode node, Map<String, String> owners) {
    String owner = owners.putIfAbsent(entry.configuration(), entry.name());
    if (owner != null) {
      files.warning(
          Places.find(node, "configuration"),
          "is the file of the connector \"%s\" too: both have the same id".formatted(owner));
    }
  }

  private void readConnector(ConnectorEntry entry, ConfigNode node, Map<String, String> owners) {
    LoadedConnector connector = loader.load(entry, node);
    if (connector == null) {
      idle.add(new IdleConnector(entry.name(), entry.type()));
    } else {
      connectors.add(connector);
      warnOfSharedFile(entry, node, owners);
    }
  }
}

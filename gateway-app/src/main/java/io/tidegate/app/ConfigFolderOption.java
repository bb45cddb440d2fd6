package io.tidegate.app;

import io.tidegate.config.gateway.ConnectorTypes;
import io.tidegate.config.gateway.Environment;
import io.tidegate.connector.Connector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Where the configuration is, and what it can name. */
final class ConfigFolderOption {

  private static final Path USUAL = Path.of("/etc/thingsboard-gateway/config");

  private ConfigFolderOption() {}

  /** The folder that was named, or else the one that the Python gateway would take. */
  static Path folder(@Nullable Path named) {
    String fromEnvironment = System.getenv("TB_GW_CONFIG_DIR");
    if (named != null) {
      return named;
    }
    return fromEnvironment == null || fromEnvironment.isBlank() ? USUAL : Path.of(fromEnvironment);
  }

  /** What is wrong with a folder that can't even be looked into; null if nothing is. */
  static @Nullable String whyUnusable(Path folder) {
    if (!Files.isDirectory(folder)) {
      return (Files.exists(folder) ? "not a folder: " : "no such folder: ") + folder;
    }
    return Files.isReadable(folder) && Files.isExecutable(folder)
        ? null
        : "no permission to read the folder " + folder;
  }

  /** The environment of this process. */
  static Environment environment() {
    return new Environment(System.getenv());
  }

  /** The connectors of this installation. */
  static ConnectorTypes connectors() {
    Map<String, Connector<?>> byType = new HashMap<>();
    for (Connector<?> connector : ServiceLoader.load(Connector.class)) {
      byType.put(connector.type(), connector);
    }
    return byType::get;
  }
}

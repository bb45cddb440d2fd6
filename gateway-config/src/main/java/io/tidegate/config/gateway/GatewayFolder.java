package io.tidegate.config.gateway;

import io.tidegate.config.json.ConfigProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration folder as it was at one moment.
 *
 * @param config the main file with the environment merged in; null if it can't be used.
 * @param access null if there are no usable credentials.
 * @param rateLimits as they hold until the platform tells its own; whole.
 * @param rateLimitPercentage how much of a rate limit is used, whoever told it.
 * @param logs the defaults if the file is missing or can't be used.
 * @param logsFolder where every log file goes; null to leave them where they are configured.
 * @param deniedDevices by name of connector; a pattern has to match a device's whole name.
 * @param statisticsCommands of the file that the configuration names.
 * @param connectors those that can be run.
 * @param idle those that can't; the reason is among the problems, unless it is a warning only.
 * @param problems of all files, sorted by file and line.
 */
public record GatewayFolder(
    Path folder,
    @Nullable GatewayConfig config,
    @Nullable Access access,
    RateLimits rateLimits,
    int rateLimitPercentage,
    LogsConfig logs,
    @Nullable Path logsFolder,
    Map<String, List<Pattern>> deniedDevices,
    List<StatisticsCommand> statisticsCommands,
    List<LoadedConnector> connectors,
    List<IdleConnector> idle,
    List<ConfigProblem> problems) {

  public GatewayFolder {
    deniedDevices = Map.copyOf(deniedDevices);
    statisticsCommands = List.copyOf(statisticsCommands);
    connectors = List.copyOf(connectors);
    idle = List.copyOf(idle);
    problems = problems.stream().sorted(ConfigProblem.BY_PLACE).distinct().toList();
  }

  /** A configured connector that does not run. */
  public record IdleConnector(String name, String type) {}

  /** Whether anything is wrong in any file. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(ConfigProblem::isError);
  }

  /** A file that the configuration names: within the folder if it is there, else as it is given. */
  public Path resolve(String name) {
    return resolve(folder, name);
  }

  static Path resolve(Path folder, String name) {
    Path inside = folder.resolve(name);
    return Files.exists(inside) ? inside : Path.of(name);
  }

  /** The file of a log handler that has one. */
  public Path logFile(LogHandler handler) {
    String name = handler.filename();
    if (name == null) {
      throw new IllegalArgumentException(handler.className() + " has no file");
    }
    Path path = Path.of(name);
    Path base = path.getFileName();
    return logsFolder == null || base == null ? path : logsFolder.resolve(base);
  }
}

package io.tidegate.app.telemetry;

import io.tidegate.app.logging.LogMonitor;
import io.tidegate.config.gateway.StatisticsCommand;
import io.tidegate.config.gateway.StatisticsConfig;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.engine.supervise.ConnectionState.Online;
import io.tidegate.engine.time.Pulse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that the gateway tells of itself while there is a connection. */
public final class OwnReports implements AutoCloseable {

  private final Machine machine;
  private final ErrorReport errors;
  private final RemoteLogSender lines;
  private final RemoteLevel level;
  private final List<Periodic> periodic = new ArrayList<>();

  /**
   * What reports are made of.
   *
   * @param channel the way out.
   * @param monitor sees what is logged.
   * @param figures the counters as they are.
   * @param pulse the time.
   * @param disk a folder on the disk whose fill is told.
   */
  public record Sources(
      OwnChannel channel, LogMonitor monitor, Supplier<Figures> figures, Pulse pulse, Path disk) {}

  /** Nothing is told before the first connection. */
  public OwnReports(
      Sources sources, StatisticsConfig config, List<StatisticsCommand> localCommands) {
    machine = new Machine(Path.of("/proc"), sources.disk());
    errors = new ErrorReport(sources.channel(), sources.monitor().errors(), sources.pulse());
    lines = new RemoteLogSender(sources.channel(), sources.monitor().remote());
    level = new RemoteLevel(sources.channel(), sources.monitor());
    if (config.enable()) {
      Statistics statistics =
          new Statistics(sources.channel(), sources.figures(), machine, sources.pulse());
      add("statistics", config.statsSendPeriodInSeconds(), sources.pulse(), statistics::tell);
    }
    List<StatisticsCommand> commands = commands(config, localCommands);
    if (config.enableCustom() && !commands.isEmpty()) {
      CommandStatistics custom =
          new CommandStatistics(sources.channel(), commands, sources.pulse());
      add(
          "custom-statistics",
          config.customStatsSendPeriodInSeconds(),
          sources.pulse(),
          custom::tell);
    }
  }

  /** What of the platform is run by a shell has to be allowed here. */
  private static List<StatisticsCommand> commands(
      StatisticsConfig config, List<StatisticsCommand> local) {
    List<StatisticsCommand> commands = new ArrayList<>(local);
    if (config.allowRemoteCommands()) {
      commands.addAll(config.commands());
    }
    return commands;
  }

  private void add(String name, int seconds, Pulse pulse, Periodic.Task task) {
    periodic.add(new Periodic(name, Duration.ofSeconds(seconds), pulse, task));
  }

  /** What is told of the machine on every connect, with the other attributes. */
  public List<DataPoint> attributes() {
    return machine.attributes();
  }

  /** To be told of the states of the connection. */
  public void changed(ConnectionState from, ConnectionState to) {
    if (to instanceof Online) {
      periodic.forEach(Periodic::connected);
      errors.connected();
      level.connected();
      lines.connected();
    } else if (from instanceof Online) {
      periodic.forEach(Periodic::disconnected);
    }
  }

  /** To be told of the gateway's own shared attributes; returns at once. */
  public void ownAttributes(Map<String, Value> values, List<String> deleted) {
    level.changed(values, deleted);
  }

  @Override
  public void close() {
    periodic.forEach(Periodic::close);
    errors.close();
    lines.close();
  }
}

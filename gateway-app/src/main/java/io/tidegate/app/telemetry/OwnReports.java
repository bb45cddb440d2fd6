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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that the gateway tells of itself while there is a connection. */
public final class OwnReports implements AutoCloseable {

  private final Machine machine;
  private final ErrorReport errors;
  private final RemoteLogSender lines;
  private final RemoteLevel level;
  private final StatisticsSchedule schedule;

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
    schedule =
        new StatisticsSchedule(
            sources.channel(),
            new Statistics(sources.channel(), sources.figures(), machine, sources.pulse()),
            sources.pulse());
    schedule.become(config, localCommands);
  }

  /** The configuration has changed. */
  public void become(StatisticsConfig config, List<StatisticsCommand> localCommands) {
    schedule.become(config, localCommands);
  }

  /** What is told of the machine on every connect, with the other attributes. */
  public List<DataPoint> attributes() {
    return machine.attributes();
  }

  /** To be told of the states of the connection. */
  public void changed(ConnectionState from, ConnectionState to) {
    if (to instanceof Online) {
      schedule.connected();
      errors.connected();
      level.connected();
      lines.connected();
    } else if (from instanceof Online) {
      schedule.disconnected();
    }
  }

  /** To be told of the gateway's own shared attributes; returns at once. */
  public void ownAttributes(Map<String, Value> values, List<String> deleted) {
    level.changed(values, deleted);
  }

  @Override
  public void close() {
    schedule.close();
    errors.close();
    lines.close();
  }
}

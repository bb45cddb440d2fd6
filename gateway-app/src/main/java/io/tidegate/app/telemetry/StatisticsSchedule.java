package io.tidegate.app.telemetry;

import io.tidegate.config.gateway.StatisticsCommand;
import io.tidegate.config.gateway.StatisticsConfig;
import io.tidegate.engine.time.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told from time to time, as the configuration has it. When that changes, what it does not
 * concern goes on in its rhythm.
 */
final class StatisticsSchedule implements AutoCloseable {

  private final OwnChannel channel;
  private final Statistics statistics;
  private final Pulse pulse;
  private final Map<String, Running> running = new HashMap<>();
  private boolean connected;
  private boolean closed;

  /** Empty until it becomes something. */
  StatisticsSchedule(OwnChannel channel, Statistics statistics, Pulse pulse) {
    this.channel = channel;
    this.statistics = statistics;
    this.pulse = pulse;
  }

  /** Does from now on what the configuration says. */
  synchronized void become(StatisticsConfig config, List<StatisticsCommand> localCommands) {
    if (closed) {
      return;
    }
    Map<String, Wanted> wanted = wanted(config, commands(config, localCommands));
    running
        .entrySet()
        .removeIf(each -> {
          boolean over = !each.getValue().wanted.equals(wanted.get(each.getKey()));
          if (over) {
            each.getValue().periodic.close();
          }
          return over;
        });
    wanted.forEach((name, each) -> running.computeIfAbsent(name, _ -> start(name, each)));
  }

  synchronized void connected() {
    connected = true;
    running.values().forEach(each -> each.periodic.connected());
  }

  synchronized void disconnected() {
    connected = false;
    running.values().forEach(each -> each.periodic.disconnected());
  }

  @Override
  public synchronized void close() {
    closed = true;
    running.values().forEach(each -> each.periodic.close());
  }

  private static Map<String, Wanted> wanted(
      StatisticsConfig config, List<StatisticsCommand> commands) {
    Map<String, Wanted> wanted = new HashMap<>();
    if (config.enable()) {
      wanted.put("statistics", new Wanted(config.statsSendPeriodInSeconds(), List.of()));
    }
    if (config.enableCustom() && !commands.isEmpty()) {
      wanted.put(
          "custom-statistics", new Wanted(config.customStatsSendPeriodInSeconds(), commands));
    }
    return wanted;
  }

  /** What of the platform is run by a shell has to be allowed here. */
  private static List<StatisticsCommand> commands(
      StatisticsConfig config, List<StatisticsCommand> local) {
    List<StatisticsCommand> commands = new ArrayList<>(local);
    if (config.allowRemoteCommands()) {
      commands.addAll(config.commands());
    }
    return List.copyOf(commands);
  }

  private Running start(String name, Wanted wanted) {
    Periodic.Task task =
        wanted.commands.isEmpty()
            ? statistics::tell
            : new CommandStatistics(channel, wanted.commands, pulse)::tell;
    Periodic periodic = new Periodic(name, Duration.ofSeconds(wanted.seconds), pulse, task);
    if (connected) {
      periodic.connected();
    }
    return new Running(wanted, periodic);
  }

  /**
   * One report.
   *
   * @param commands none of the gateway's own figures.
   */
  private record Wanted(int seconds, List<StatisticsCommand> commands) {}

  private record Running(Wanted wanted, Periodic periodic) {}
}

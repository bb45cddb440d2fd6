package io.tidegate.app.telemetry;

import io.tidegate.config.gateway.StatisticsCommand;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what the configured commands print. */
final class CommandStatistics {

  private static final Logger log = LoggerFactory.getLogger(CommandStatistics.class);

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Duration INSTALLATION = Duration.ofMinutes(10);

  private final OwnChannel channel;
  private final Pulse pulse;
  private final List<Source> sources;
  private boolean installed;

  CommandStatistics(OwnChannel channel, List<StatisticsCommand> commands, Pulse pulse) {
    this.channel = channel;
    this.pulse = pulse;
    this.sources = commands.stream().map(Source::new).toList();
  }

  /** Runs all, one after the other, and sends what they print. */
  void tell() throws IOException, InterruptedException {
    if (!installed) {
      install();
      installed = true;
    }
    List<DataPoint> points = new ArrayList<>();
    for (Source source : sources) {
      source.addTo(points);
    }
    if (!points.isEmpty()) {
      var _ = channel.tell(List.of(new OwnTelemetry(pulse.millis(), points)));
    }
  }

  private void install() throws InterruptedException {
    for (Source source : sources) {
      String command = source.config.installCmd();
      if (command != null && !command.isBlank()) {
        try {
          var _ = ShellCommand.ofShell(command).run(INSTALLATION);
        } catch (IOException e) {
          log.warn("installCmd of {}: {}", source.config.attributeOnGateway(), e.getMessage());
        }
      }
    }
  }

  /** A number is sent as one; a text with the end of its line. */
  static Value value(String printed) {
    String number = printed.strip();
    if (NUMBER.matcher(number).matches()) {
      double parsed = Double.parseDouble(number);
      if (Double.isFinite(parsed)) {
        return new Value.Real(parsed);
      }
    }
    return new Value.Text(printed);
  }

  private static final class Source {

    private final StatisticsCommand config;
    private final ShellCommand command;
    private String lastFailure = "";

    Source(StatisticsCommand config) {
      this.config = config;
      this.command = ShellCommand.of(config.command());
    }

    void addTo(List<DataPoint> points) throws InterruptedException {
      try {
        String printed = command.run(Duration.ofSeconds(config.timeout()));
        if (!printed.isEmpty()) {
          points.add(DataPoint.timeseries(config.attributeOnGateway(), value(printed)));
        }
        lastFailure = "";
      } catch (IOException e) {
        tellOnce(String.valueOf(e.getMessage()));
      }
    }

    private void tellOnce(String failure) {
      if (!failure.equals(lastFailure)) {
        log.warn("the command of {}: {}", config.attributeOnGateway(), failure);
        lastFailure = failure;
      }
    }
  }
}

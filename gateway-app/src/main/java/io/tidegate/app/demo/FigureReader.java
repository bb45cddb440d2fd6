package io.tidegate.app.demo;

import io.tidegate.app.demo.DemoGateway.Snapshot;
import io.tidegate.app.demo.Figures.Latest;
import io.tidegate.testkit.thingsboard.Arrival;
import io.tidegate.testkit.thingsboard.ReceivedDevice;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.Texts;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Reads the figures at both ends and in the gateway. */
final class FigureReader {

  // A reading on its way between the sensors' broker and the gateway's log is not lost.
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(3);

  private record Published(Duration elapsed, long readings) {}

  private final DemoPlant plant;
  private final DemoGateway gateway;
  private final Outage outage;
  private final Commands commands;
  private final Clock clock = Clock.systemUTC();
  private final Deque<Published> history = new ArrayDeque<>();
  private long overdue;
  private long highestWaiting;

  FigureReader(DemoPlant plant, DemoGateway gateway, Outage outage, Commands commands) {
    this.plant = plant;
    this.gateway = gateway;
    this.outage = outage;
    this.commands = commands;
  }

  Figures read(Duration elapsed) {
    // The gateway before ThingsBoard: what moves on between the two counts twice, not as lost.
    Snapshot snapshot = gateway.snapshot();
    long arrived = plant.arrivals().distinct();
    long published = plant.sensors().published();
    history.addLast(new Published(elapsed, published));
    while (history.getFirst().elapsed().plus(ON_ITS_WAY).compareTo(elapsed) <= 0) {
      overdue = history.removeFirst().readings();
    }
    highestWaiting = Math.max(highestWaiting, snapshot.waiting());
    return new Figures(
        elapsed,
        outage.describe(elapsed),
        snapshot,
        published,
        arrived,
        plant.arrivals().repeated(),
        Math.max(0, overdue - arrived - snapshot.waiting()),
        highestWaiting,
        commands.state(),
        latest());
  }

  private List<Latest> latest() {
    List<Latest> values = new ArrayList<>();
    for (ReceivedDevice device : plant.platform().received().devices()) {
      if (!device.name().equals(StandInSettings.GATEWAY)) {
        device.attributes().keySet().stream()
            .filter(key -> !key.startsWith("connector"))
            .forEach(key -> values.add(latest(device, key, device.attribute(key).newest())));
        device
            .timeseriesKeys()
            .forEach(key -> values.add(latest(device, key, device.timeseries(key).newest())));
      }
    }
    values.sort(Comparator.comparing(Latest::device).thenComparing(Latest::key));
    return values;
  }

  private Latest latest(ReceivedDevice device, String key, Arrival newest) {
    Duration age = Duration.ofMillis(Math.max(0, clock.millis() - newest.timestamp()));
    return new Latest(device.name(), key, Texts.of(newest.value()), age);
  }
}

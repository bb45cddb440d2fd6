package io.tidegate.connector.modbus.line;

import io.tidegate.connector.UplinkSink;
import java.io.IOException;
import java.util.List;

/** Which units of a line are there: what the platform is told, and how much each may cost. */
final class Presence implements Channel.Watch {

  private final List<Station> stations;
  private final UplinkSink sink;
  private final Schedule schedule;
  private final Load load;

  Presence(List<Station> stations, UplinkSink sink, Schedule schedule, Load load) {
    this.stations = stations;
    this.sink = sink;
    this.schedule = schedule;
    this.load = load;
  }

  @Override
  public void answered(Station station, long took) {
    load.exchanged(took + station.unit().rest().toNanos());
    if (station.health().answered(took)) {
      schedule.resume(station);
    }
    assume(station);
  }

  @Override
  public void failed(Station station, long took) {
    load.exchanged(took + station.unit().rest().toNanos());
    int failing = 0;
    int others = 0;
    for (Station each : stations) {
      if (each == station || each.health().isFailing()) {
        failing++;
      } else {
        others++;
      }
    }
    station.health().failed(System.nanoTime(), took, others, failing);
    if (station.health().isGone()) {
      withdraw(station);
    }
  }

  @Override
  public void lost(IOException cause) {
    schedule.fail(cause);
  }

  /** It can be reached, as far as anybody knows. */
  void assume(Station station) {
    if (station.online().compareAndSet(false, true)) {
      sink.online(station.unit().device());
    }
  }

  /** Nothing of the line can be reached any more. */
  void end() {
    stations.forEach(this::withdraw);
  }

  private void withdraw(Station station) {
    if (station.online().compareAndSet(true, false)) {
      sink.offline(station.unit().device());
    }
  }
}

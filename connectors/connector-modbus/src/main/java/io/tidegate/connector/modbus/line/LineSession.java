package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.modbus.down.Asker;
import io.tidegate.connector.modbus.down.Contact;
import io.tidegate.connector.modbus.down.Contacts;
import io.tidegate.connector.modbus.down.Downlinks;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.data.Device;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A live line: its units are read when they are due, and asked what the platform wants. */
final class LineSession implements Session {

  private final Line line;
  private final Knowledge knowledge;
  private final Wire wire;
  private final UplinkSink sink;
  private final Outbox outbox;
  private final Schedule schedule;
  private final List<Station> stations = new ArrayList<>();
  private final Load load = new Load();
  private final Presence presence;
  private final Channel channel;
  private final Downlinks downlinks;

  /** Creates the session of an open wire. */
  LineSession(Line line, Knowledge knowledge, Wire wire, UplinkSink sink) {
    this.line = line;
    this.knowledge = knowledge;
    this.wire = wire;
    this.sink = sink;
    this.schedule = new Schedule(line.shared().alarms());
    this.outbox = outbox();
    this.presence = new Presence(stations, sink, schedule, load);
    this.channel = new Channel(wire, presence);
    for (Unit unit : line.units()) {
      Health health =
          line.units().size() > 1 ? Health.among(unit.terms()) : Health.alone(unit.terms());
      stations.add(new Station(unit, health, channel));
    }
    this.downlinks = new Downlinks(line.shared().directory(), line.name(), contacts());
  }

  /** Nobody waits for a line that is not in demand, so that it may hand over itself. */
  private Outbox outbox() {
    Gathering gathering = line.shared().gathering();
    return line.isInDemand()
        ? new CarriedOutbox(line.name(), sink, gathering)
        : new OwnOutbox(sink, gathering);
  }

  @Override
  public void run() throws IOException, InterruptedException {
    Lateness lateness = new Lateness(line.name(), load, sink);
    Poller poller = new Poller(channel, schedule, outbox, lateness, sink);
    line.shared().directory().opened(line.name());
    try {
      start();
      while (true) {
        poller.go(schedule.take());
      }
    } finally {
      line.shared().directory().closed(line.name());
      lateness.end();
      knowledge.end(System.nanoTime());
      presence.end();
      outbox.close();
    }
  }

  private void start() {
    long now = System.nanoTime();
    List<List<ReadPlan>> plans = knowledge.begin(now);
    for (int i = 0; i < stations.size(); i++) {
      Station station = stations.get(i);
      double phase = (i + line.phase()) / stations.size();
      List<TagGroup> groups = station.unit().groups();
      for (int j = 0; j < groups.size(); j++) {
        TagGroup group = groups.get(j);
        Poll poll =
            new Poll(
                station,
                plans.get(i).get(j),
                Rhythm.on(line.shared().beat(), now, group.period(), phase),
                group.tags().size());
        load.add(poll);
        schedule.add(poll, poll.rhythm().due());
      }
      if (groups.isEmpty()) {
        presence.assume(station);
      }
    }
  }

  private Contacts contacts() {
    return new Contacts() {
      @Override
      public List<Contact> units() {
        return List.copyOf(stations);
      }

      @Override
      public Asker stranger(int id) {
        return Station.stranger(id, line.units().getFirst(), channel);
      }
    };
  }

  @Override
  public Reply handle(Downlink request) throws IOException, InterruptedException {
    return downlinks.handle(request);
  }

  @Override
  public Duration timeLimit(Downlink request) {
    return downlinks.timeLimit(request);
  }

  @Override
  public List<String> sharedAttributes(Device device) {
    return downlinks.sharedAttributes(device);
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}

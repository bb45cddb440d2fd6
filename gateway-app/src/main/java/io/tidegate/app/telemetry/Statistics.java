package io.tidegate.app.telemetry;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.Points;
import io.tidegate.engine.ledger.Totals;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells what the machine, the gateway and its connectors have done since the last time. */
final class Statistics {

  private final OwnChannel channel;
  private final Supplier<Figures> source;
  private final Machine machine;
  private final Pulse pulse;
  private Figures told = Figures.NONE;

  Statistics(OwnChannel channel, Supplier<Figures> source, Machine machine, Pulse pulse) {
    this.channel = channel;
    this.source = source;
    this.machine = machine;
    this.pulse = pulse;
  }

  /** Sends one message; what it does not bring over counts for the next. */
  void tell() throws IOException, InterruptedException {
    Figures now = source.get();
    Outcome outcome = channel.tell(List.of(new OwnTelemetry(pulse.millis(), points(now))));
    if (outcome instanceof Outcome.Throttled(String reason)) {
      throw new IOException(reason);
    }
    told = now;
  }

  List<DataPoint> points(Figures now) {
    long received = now.received() - told.received();
    ObjectNode machineStats = machine.statistics(pulse.nanos());
    machineStats.put("msgsSentToPlatform", now.sent() - told.sent());
    machineStats.put("msgsReceivedFromPlatform", received);
    ObjectNode serviceStats = service(now);
    // The Python gateway puts it only into the other; the dashboards look for it here.
    serviceStats.put("msgsReceivedFromPlatform", received);
    return List.of(
        point("machineStats", machineStats),
        point("serviceStats", serviceStats),
        point("connectorsStats", connectors(now)));
  }

  private ObjectNode service(Figures now) {
    long delivered = now.deliveredRecords() - told.deliveredRecords();
    Points points = now.delivered().minus(told.delivered());
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("storageMsgPulled", delivered);
    json.put("storageMsgCount", now.waiting());
    json.put("platformMsgPushed", delivered);
    json.put("platformAttrProduced", points.attributes());
    json.put("platformTsProduced", points.timeseries());
    return json;
  }

  private ObjectNode connectors(Figures now) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    now.errors()
        .forEach((name, errors) -> {
          ObjectNode connector = JsonMapper.shared().createObjectNode();
          account(connector, of(now, name), of(told, name));
          put(connector, "connectorsErrors", errors - told.errors().getOrDefault(name, 0L));
          if (!connector.isEmpty()) {
            json.set(name, connector);
            addConverter(json, name, connector);
          }
        });
    return json;
  }

  /** The Python gateway names the converter's share after its logger. */
  private static void addConverter(ObjectNode json, String name, ObjectNode connector) {
    ObjectNode converter = JsonMapper.shared().createObjectNode();
    connector.forEachEntry((key, count) -> {
      if (key.startsWith("converters")) {
        converter.set(key, count);
      }
    });
    if (!converter.isEmpty()) {
      json.set(name + "_converter", converter);
    }
  }

  private static void account(ObjectNode json, Totals now, Totals before) {
    long read = now.counts().read() - before.counts().read();
    long rejected = now.counts().rejected() - before.counts().rejected();
    Points produced = now.points().minus(before.points());
    put(json, "storageMsgPushed", now.counts().stored() - before.counts().stored());
    put(json, "connectorMsgsReceived", read);
    put(json, "convertersMsgProcessed", read - rejected);
    put(json, "convertersMsgDropped", rejected);
    put(json, "convertersTsProduced", produced.timeseries());
    put(json, "convertersAttrProduced", produced.attributes());
    put(json, "convertersErrors", rejected);
  }

  /** Only what has occurred. */
  private static void put(ObjectNode json, String key, long count) {
    if (count != 0) {
      json.put(key, count);
    }
  }

  private static Totals of(Figures figures, String connector) {
    Totals totals = figures.accounts().get(connector);
    return totals == null ? new Totals(Counts.ZERO, new Points(0, 0)) : totals;
  }

  private static DataPoint point(String key, ObjectNode json) {
    return DataPoint.timeseries(key, new Value.Json(json.toString()));
  }
}

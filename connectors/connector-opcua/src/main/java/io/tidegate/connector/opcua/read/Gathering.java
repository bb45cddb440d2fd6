package io.tidegate.connector.opcua.read;

import io.tidegate.connector.Report;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.support.ReceiveClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one device has said in the batch of the moment, by time. For the thread that reads. */
final class Gathering {

  private final PlannedDevice planned;
  private final List<Group> ofGateway = new ArrayList<>(1);
  private final List<Group> timed = new ArrayList<>(1);

  /** The latest group of each time, where there is more than one. */
  private final Map<Long, Group> byTime = new HashMap<>();

  Gathering(PlannedDevice planned) {
    this.planned = planned;
  }

  /** Points of one moment. */
  static final class Group {

    private final long time;
    private final List<DataPoint> points = new ArrayList<>();

    Group(long time) {
      this.time = time;
    }

    void add(DataPoint point) {
      points.add(point);
    }
  }

  Device device() {
    return planned.device();
  }

  boolean isEmpty() {
    return ofGateway.isEmpty() && timed.isEmpty();
  }

  /** The group for the n-th value that a tag gives in this batch, by the gateway's clock. */
  Group byGateway(int n, ReceiveClock clock, long now) {
    while (ofGateway.size() <= n) {
      ofGateway.add(new Group(clock.next(device().name(), now)));
    }
    return ofGateway.get(n);
  }

  /** The group of a time; one of its own for a tag that is in that already. */
  Group byTime(long time, Source source) {
    Group known = timed.size() == 1 ? timed.getFirst() : byTime.get(time);
    if (known != null && known.time == time && known != source.lastGroup()) {
      return known;
    }
    Group group = new Group(time);
    timed.add(group);
    if (timed.size() == 2) {
      byTime.put(timed.getFirst().time, timed.getFirst());
    }
    if (timed.size() > 1) {
      byTime.put(time, group);
    }
    return group;
  }

  /** Adds the records of this batch, and begins the next. */
  void moveTo(List<Report> reports, long receivedAt) {
    timed.forEach(group -> reports.add(report(group, receivedAt)));
    ofGateway.forEach(group -> reports.add(report(group, receivedAt)));
    clear();
  }

  void clear() {
    timed.clear();
    byTime.clear();
    ofGateway.clear();
  }

  private Report report(Group group, long receivedAt) {
    return new Report(
        new UplinkRecord(device(), group.time, group.points),
        planned.mapping().strategies(),
        receivedAt);
  }
}

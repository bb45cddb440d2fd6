package io.tidegate.connector.opcua.read;

import io.tidegate.connector.Report;
import io.tidegate.connector.opcua.plan.PlannedDevice;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.support.ReceiveClock;
import java.util.ArrayList;
import java.util.List;

/** What one device has said in the batch of the moment, by time. For the thread that reads. */
final class Gathering {

  /** Times of one batch that lie further back than this get a record of their own. */
  private static final int LOOK_BACK = 8;

  private final PlannedDevice planned;
  private final List<Group> ofGateway = new ArrayList<>(1);
  private final List<Group> timed = new ArrayList<>(1);

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
    int oldest = Math.max(0, timed.size() - LOOK_BACK);
    for (int i = timed.size() - 1; i >= oldest; i--) {
      Group group = timed.get(i);
      if (group.time == time && group != source.lastGroup()) {
        return group;
      }
    }
    Group group = new Group(time);
    timed.add(group);
    return group;
  }

  /** Adds the records of this batch, and begins the next. */
  void moveTo(List<Report> reports, long receivedAt) {
    timed.forEach(group -> reports.add(report(group, receivedAt)));
    ofGateway.forEach(group -> reports.add(report(group, receivedAt)));
    timed.clear();
    ofGateway.clear();
  }

  private Report report(Group group, long receivedAt) {
    return new Report(
        new UplinkRecord(device(), group.time, group.points),
        planned.mapping().strategies(),
        receivedAt);
  }
}

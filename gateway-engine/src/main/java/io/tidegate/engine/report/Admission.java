package io.tidegate.engine.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The readings of one hand-over on their way to the log. What was let through counts as reported
 * only once the log has it, so that a value which got lost on the way is not held back next time.
 * Belongs to one thread.
 */
public final class Admission {

  private final ReportFilter filter;
  private final List<Carried> carried = new ArrayList<>(0);

  Admission(ReportFilter filter) {
    this.filter = filter;
  }

  void carries(DeviceMemory device, PointMemory point) {
    carried.add(new Carried(device, point));
  }

  /** The log has all of it. */
  public void stored() {
    if (carried.isEmpty()) {
      return;
    }
    long nanos = filter.nanos();
    DeviceMemory last = null;
    for (Carried each : carried) {
      each.device.arrived(each.point, this, nanos);
      if (last != null && last != each.device) {
        filter.schedule(last);
      }
      last = each.device;
    }
    if (last != null) {
      filter.schedule(last);
    }
    carried.clear();
  }

  /** The log has nothing of it. */
  public void lost() {
    carried.forEach(each -> each.device.lost(each.point, this));
    carried.clear();
  }

  private record Carried(DeviceMemory device, PointMemory point) {}
}

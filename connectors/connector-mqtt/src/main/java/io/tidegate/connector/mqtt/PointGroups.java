package io.tidegate.connector.mqtt;

import io.tidegate.connector.Conversion;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The points of one device in one message, by their time. Of two values for one key at one time the
 * later one counts. Attributes have no time of their own: they travel with the first time series.
 */
final class PointGroups {

  private static final class Group {
    private final @Nullable Long time;
    private final Map<String, DataPoint> points = new LinkedHashMap<>(8);

    Group(@Nullable Long time) {
      this.time = time;
    }
  }

  private final Map<String, DataPoint> attributes = new LinkedHashMap<>(8);

  /** Nearly always one: a map would cost more than looking at each. */
  private final List<Group> timeseries = new ArrayList<>(1);

  void addAttribute(String key, Value value) {
    attributes.put(key, new DataPoint(Kind.ATTRIBUTE, key, value));
  }

  void addTimeseries(@Nullable Long time, String key, Value value) {
    groupOf(time).points.put(key, new DataPoint(Kind.TIMESERIES, key, value));
  }

  boolean isEmpty() {
    return attributes.isEmpty() && timeseries.isEmpty();
  }

  /** Hands all over. */
  void report(
      Device device,
      @Nullable Long defaultTime,
      ReportStrategies strategies,
      Conversion conversion) {
    if (timeseries.isEmpty()) {
      timeseries.add(new Group(defaultTime));
    }
    for (int i = 0; i < timeseries.size(); i++) {
      Group group = timeseries.get(i);
      List<DataPoint> points = new ArrayList<>(attributes.size() + group.points.size());
      if (i == 0) {
        points.addAll(attributes.values());
      }
      points.addAll(group.points.values());
      conversion.report(new Conversion.Reported(device, group.time, points, strategies));
    }
  }

  private Group groupOf(@Nullable Long time) {
    for (Group group : timeseries) {
      if (Objects.equals(group.time, time)) {
        return group;
      }
    }
    Group group = new Group(time);
    timeseries.add(group);
    return group;
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.data.DataPoint.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report strategies of a mapping. Those of keys that only a message or a topic tells are found
 * out with the message.
 */
final class ItemStrategies {

  /** An entry of {@code attributes} or {@code timeseries}. */
  interface Entry {

    /** The key that is the same in every message; null if it isn't. */
    @Nullable String constantKey();

    @Nullable ReportStrategy strategy();
  }

  private final ReportStrategies constant;
  private final boolean dynamic;

  ItemStrategies(
      @Nullable ReportStrategyConfig device,
      List<? extends Entry> attributes,
      List<? extends Entry> timeseries) {
    this.constant =
        new ReportStrategies(
            device == null ? null : device.strategy(), byKey(attributes), byKey(timeseries));
    this.dynamic = hasDynamic(attributes) || hasDynamic(timeseries);
  }

  Found start() {
    return new Found();
  }

  private static Map<String, ReportStrategy> byKey(List<? extends Entry> items) {
    Map<String, ReportStrategy> byKey = new HashMap<>();
    for (Entry item : items) {
      String key = item.constantKey();
      ReportStrategy strategy = item.strategy();
      if (key != null && strategy != null) {
        byKey.put(key, strategy);
      }
    }
    return byKey;
  }

  private static boolean hasDynamic(List<? extends Entry> items) {
    return items.stream().anyMatch(i -> i.strategy() != null && i.constantKey() == null);
  }

  /** Those of one message. */
  final class Found {

    private @Nullable Map<String, ReportStrategy> attributes;
    private @Nullable Map<String, ReportStrategy> timeseries;

    void note(Entry item, Kind kind, String key) {
      ReportStrategy strategy = dynamic ? item.strategy() : null;
      if (strategy == null || item.constantKey() != null) {
        return;
      }
      switch (kind) {
        case ATTRIBUTE -> attributes = with(attributes, constant.attributes(), key, strategy);
        case TIMESERIES -> timeseries = with(timeseries, constant.timeseries(), key, strategy);
      }
    }

    ReportStrategies strategies() {
      return attributes == null && timeseries == null
          ? constant
          : new ReportStrategies(
              constant.device(),
              attributes == null ? constant.attributes() : attributes,
              timeseries == null ? constant.timeseries() : timeseries);
    }

    private static Map<String, ReportStrategy> with(
        @Nullable Map<String, ReportStrategy> found,
        Map<String, ReportStrategy> constant,
        String key,
        ReportStrategy strategy) {
      Map<String, ReportStrategy> map = found == null ? new HashMap<>(constant) : found;
      map.put(key, strategy);
      return map;
    }
  }
}

package io.tidegate.connector;

import io.tidegate.data.DataPoint.Kind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report strategies that a mapping configures for its device and for single keys; whatever it
 * leaves out, the connector and then the gateway decide.
 *
 * @param device for keys without one of their own; null where the mapping has none.
 * @param attributes by key.
 * @param timeseries by key.
 */
public record ReportStrategies(
    @Nullable ReportStrategy device,
    Map<String, ReportStrategy> attributes,
    Map<String, ReportStrategy> timeseries) {

  /** Of a mapping that configures none. */
  public static final ReportStrategies NONE = new ReportStrategies(null, Map.of(), Map.of());

  public ReportStrategies {
    attributes = Map.copyOf(attributes);
    timeseries = Map.copyOf(timeseries);
  }

  /** The strategy of a key, or null if a higher level decides. */
  public @Nullable ReportStrategy of(Kind kind, String key) {
    ReportStrategy own =
        switch (kind) {
          case ATTRIBUTE -> attributes.get(key);
          case TIMESERIES -> timeseries.get(key);
        };
    return own == null ? device : own;
  }
}

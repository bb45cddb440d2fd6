package io.tidegate.engine.report;

import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategyConfig;
import org.jspecify.annotations.Nullable;

/** What decides about reporting where a mapping says nothing. */
public sealed interface ReportPolicy {

  /** {@code DISABLED} at the level of the gateway: no strategy of any level counts. */
  record Everything() implements ReportPolicy {}

  /** The strategy of the connector, or else of the gateway. */
  record Otherwise(ReportStrategy strategy) implements ReportPolicy {}

  /** The policy for a connector, out of the two upper levels; null where one is not configured. */
  static ReportPolicy of(
      @Nullable ReportStrategyConfig gateway, @Nullable ReportStrategyConfig connector) {
    if (gateway != null && gateway.type() == ReportStrategyConfig.Type.DISABLED) {
      return new Everything();
    }
    ReportStrategyConfig nearest = connector == null ? gateway : connector;
    return new Otherwise(nearest == null ? new ReportStrategy.OnReceived() : nearest.strategy());
  }
}

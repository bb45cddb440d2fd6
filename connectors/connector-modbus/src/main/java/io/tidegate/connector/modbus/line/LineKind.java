package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.config.UnitConfig;
import io.tidegate.connector.modbus.plan.Gaps;
import io.tidegate.connector.modbus.plan.LineLoad;
import io.tidegate.connector.modbus.wire.LineTime;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Medium;
import java.time.Duration;

/** What the kind of a line means for the units on it. */
record LineKind(WireSettings settings) {

  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SERIAL_TIMEOUT = Duration.ofSeconds(1);

  /** On networks a request costs far more than what is in it. */
  private static final int WIDE_GAP = 123;

  Health.Terms terms(UnitConfig unit) {
    boolean serial = settings.medium() == Medium.SERIAL;
    Double configured = unit.timeout();
    Duration usual = serial ? SERIAL_TIMEOUT : USUAL_TIMEOUT;
    Duration first = serial ? SERIAL_TIMEOUT : FIRST_TIMEOUT;
    Duration timeout =
        configured == null ? usual : Duration.ofNanos((long) (configured * 1_000_000_000L));
    return new Health.Terms(
        timeout, timeout.compareTo(first) < 0 ? timeout : first, unit.retries().count());
  }

  Gaps gaps(UnitConfig unit) {
    Integer configured = unit.maxGap();
    if (configured != null) {
      return Gaps.of(configured);
    }
    WireSettings.Serial serial = settings.serial();
    return Gaps.of(
        serial == null
            ? WIDE_GAP
            : Math.min(WIDE_GAP, LineLoad.gap(LineTime.of(serial, settings.framing()))));
  }
}

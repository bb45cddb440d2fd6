package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.wire.WireSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * A line and its units, as configured.
 *
 * @param name unique among the lines of the connector.
 * @param phase where in its period the first poll of it is due, from 0 to before 1.
 * @param shared what it shares with the other lines of the connector.
 */
record Line(String name, WireSettings settings, List<Unit> units, double phase, Shared shared) {

  /**
   * Whether it has better to do than to wait until records are on disk: others share it, it is slow
   * itself, or something is due again soon.
   */
  boolean isInDemand() {
    return units.size() > 1 || settings.serial() != null || !Beat.suits(shortestPeriod());
  }

  /** The shortest period in which something of it is read. */
  Duration shortestPeriod() {
    return units.stream()
        .flatMap(unit -> unit.groups().stream())
        .map(TagGroup::period)
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}

package io.tidegate.connector.modbus.line;

import io.tidegate.connector.modbus.plan.Planner;
import io.tidegate.connector.modbus.plan.Terrain;
import java.time.Duration;
import java.util.List;

/**
 * How the units of a line are read, as far as they have taught it by what they refused. It outlives
 * a session: a line that comes and goes does not ask each time for what it was refused before.
 * After a long absence all of it is forgotten, since there may be other units. Times are those of
 * {@link System#nanoTime}. Safe for several threads; the plans are for one session at a time.
 */
final class Knowledge {

  /** As long as what is refused alone is left alone. */
  private static final long KEPT = Duration.ofMinutes(10).toNanos();

  private final List<Unit> units;
  private List<List<ReadPlan>> plans;
  private long endedAt = System.nanoTime();

  /** Nothing is known of these yet. */
  Knowledge(List<Unit> units) {
    this.units = units;
    this.plans = fresh(units);
  }

  /** The plans of a session that begins: of each unit those of its groups. */
  synchronized List<List<ReadPlan>> begin(long now) {
    if (now - endedAt > KEPT) {
      plans = fresh(units);
    }
    plans.forEach(unit -> unit.forEach(ReadPlan::begin));
    return plans;
  }

  /** The session has ended. */
  synchronized void end(long now) {
    endedAt = now;
  }

  private static List<List<ReadPlan>> fresh(List<Unit> units) {
    return units.stream().map(Knowledge::fresh).toList();
  }

  private static List<ReadPlan> fresh(Unit unit) {
    Terrain terrain = new Terrain();
    Planner planner = new Planner(unit.gaps(), terrain);
    return unit.groups().stream()
        .map(group -> new ReadPlan(group.tags(), planner, terrain))
        .toList();
  }
}

package io.tidegate.engine.ledger;

import io.tidegate.connector.Missed;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The running account of one connector. Safe for use by several threads, without a lock. */
public final class Account {

  /** Names of devices come from outside: more than these are counted together. */
  private static final int MOST_DEVICES = 50_000;

  static final String OTHER_DEVICES = "(other devices)";

  private final String connector;
  private final Map<String, Tally> devices = new ConcurrentHashMap<>();
  private final Tally withoutDevice = new Tally();
  private final PointTally points = new PointTally();
  private final Reasons filtered = new Reasons();
  private final Reasons rejected = new Reasons();
  private final Reasons dropped = new Reasons();
  private final MissedReadings missed = new MissedReadings();

  Account(String connector) {
    this.connector = connector;
  }

  /** A record was read and not wanted. */
  public void filtered(String device, String reason) {
    Tally tally = tally(device);
    tally.add(Tally.READ);
    tally.add(Tally.FILTERED);
    filtered.add(reason, 1);
  }

  /** A reading did not become a record. */
  public void rejected(String reason) {
    rejected(withoutDevice, reason);
  }

  /** A record of a known device could not be taken. */
  public void rejected(String device, String reason) {
    rejected(tally(device), reason);
  }

  private void rejected(Tally tally, String reason) {
    tally.add(Tally.READ);
    tally.add(Tally.REJECTED);
    rejected.add(reason, 1);
  }

  /** Readings were due and never made. */
  public void missed(Missed more) {
    missed.add(more);
  }

  /** A record was read and is in the log. */
  public void stored(String device) {
    Tally tally = tally(device);
    tally.add(Tally.READ);
    tally.add(Tally.STORED);
  }

  /** What the records had in them that are in the log; those that are repeated do not count. */
  public void produced(Points stored) {
    points.add(stored);
  }

  /** A record with values reported before is in the log. */
  public void repeated(String device) {
    Tally tally = tally(device);
    tally.add(Tally.REPEATED);
    tally.add(Tally.STORED);
  }

  void delivered(String device) {
    tally(device).add(Tally.DELIVERED);
  }

  void recovered(String device) {
    tally(device).add(Tally.RECOVERED);
  }

  void expired(String device) {
    tally(device).add(Tally.EXPIRED);
  }

  void dropped(String device, String reason) {
    tally(device).add(Tally.DROPPED);
    dropped.add(reason, 1);
  }

  void dropped(long count, String reason) {
    withoutDevice.add(Tally.DROPPED, count);
    dropped.add(reason, count);
  }

  /** All of it now, without the devices. */
  public Totals totals() {
    Counts sum = withoutDevice.counts();
    for (Tally tally : devices.values()) {
      sum = sum.plus(tally.counts());
    }
    return new Totals(sum, points.points());
  }

  Statement statement() {
    Map<String, Counts> byDevice = new TreeMap<>();
    devices.forEach((device, tally) -> byDevice.put(device, tally.counts()));
    Counts sum = byDevice.values().stream().reduce(withoutDevice.counts(), Counts::plus);
    return new Statement(
        connector,
        sum,
        filtered.counts(),
        rejected.counts(),
        dropped.counts(),
        missed.sums(),
        byDevice);
  }

  private Tally tally(String device) {
    Tally known = devices.get(device);
    if (known != null) {
      return known;
    }
    String name = devices.size() < MOST_DEVICES ? device : OTHER_DEVICES;
    return devices.computeIfAbsent(name, _ -> new Tally());
  }
}

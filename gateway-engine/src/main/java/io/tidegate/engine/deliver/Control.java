package io.tidegate.engine.deliver;

import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.log.RecordLog;
import io.tidegate.log.RecordLog.Entry;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Finds out whether the platform takes anything at all, with one of the records behind a suspected
 * one. Only its time series goes, which may overtake.
 */
final class Control {

  private static final int CANDIDATES = 100;

  private final RecordLog<StoredRecord> log;
  private final Courier courier;
  private final Overtaken overtaken;
  private final DeviceSuspicion devices;
  private final DeliverySettings settings;

  /** Not the same one each time: it may be as bad as the suspected one. */
  private final RandomGenerator random = RandomGenerator.getDefault();

  Control(
      RecordLog<StoredRecord> log,
      Courier courier,
      Overtaken overtaken,
      DeviceSuspicion devices,
      DeliverySettings settings) {
    this.log = log;
    this.courier = courier;
    this.overtaken = overtaken;
    this.devices = devices;
    this.settings = settings;
  }

  /** Whether the platform has taken a record from behind the given offset. */
  boolean takesAnother(long suspected) throws IOException, InterruptedException {
    List<Item> candidates = candidates(suspected + 1);
    if (candidates.isEmpty()) {
      return false;
    }
    Item chosen = candidates.get(random.nextInt(candidates.size()));
    boolean taken = courier.await(courier.send(List.of(chosen))) instanceof Outcome.Accepted;
    if (taken) {
      overtaken.add(chosen.offset(), chosen.offset() + 1);
    }
    return taken;
  }

  private List<Item> candidates(long from) throws IOException, InterruptedException {
    List<Entry<StoredRecord>> read =
        log.read(from, CANDIDATES, settings.batchBytes(), Duration.ZERO);
    return read.stream()
        .filter(entry -> devices.verdict(entry.value().record().device().name()) == null)
        .map(Control::timeseries)
        .filter(item -> item.payload() != null)
        .toList();
  }

  private static Item timeseries(Entry<StoredRecord> entry) {
    UplinkRecord record = entry.value().record();
    return new Item(entry.offset(), entry.value(), LiveCourse.only(Kind.TIMESERIES, record));
  }
}

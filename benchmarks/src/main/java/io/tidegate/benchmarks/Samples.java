package io.tidegate.benchmarks;

import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.engine.record.StoredRecord;
import java.util.List;
import java.util.stream.IntStream;

/** What the benchmarks work on: records of two values, from a hundred devices. */
public final class Samples {

  /** Records handed over at once, as a busy session does. */
  public static final int BATCH = 100;

  private static final int DEVICES = 100;
  private static final long START = 1_795_305_996_839L;

  private Samples() {}

  /** Records in the order of time, each of the device after the one before. */
  public static List<UplinkRecord> records(int count) {
    return IntStream.range(0, count).mapToObj(Samples::record).toList();
  }

  /** The same on their way into the log. */
  public static List<StoredRecord> stored(int count) {
    return records(count).stream().map(record -> new StoredRecord("Plant", record)).toList();
  }

  /** The same on their way to the report filter, without a strategy of their own. */
  public static List<Report> reports(int count) {
    return records(count).stream()
        .map(record -> new Report(record, ReportStrategies.NONE))
        .toList();
  }

  private static UplinkRecord record(int number) {
    return new UplinkRecord(
        new Device("Device " + number % DEVICES, "Thermometer"),
        START + number,
        List.of(
            DataPoint.timeseries("temperature", new Value.Real(20 + number % 100 / 10.0)),
            DataPoint.timeseries("counter", new Value.Int(number))));
  }
}

package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints what a data point costs from record to payload; run by hand. */
final class PackingSpeed {

  private static final int RECORDS = 100_000;

  private PackingSpeed() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (int devices : new int[] {1, 10, 1_000}) {
      List<UplinkRecord> records = records(devices);
      for (int round = 0; round < 10; round++) {
        measure(devices, records);
      }
    }
  }

  private static void measure(int devices, List<UplinkRecord> records)
      throws IOException, InterruptedException {
    Discarding sink = new Discarding();
    TelemetryPacker packer = new TelemetryPacker(sink);
    long start = System.nanoTime();
    for (UplinkRecord record : records) {
      packer.add(record);
    }
    packer.flush();
    long nanos = System.nanoTime() - start;
    System.out.printf(
        "%d devices: %d ns per data point, %d bytes per data point%n",
        devices, nanos / (2L * RECORDS), sink.bytes / (2L * RECORDS));
  }

  private static List<UplinkRecord> records(int devices) {
    List<UplinkRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          Records.record(
              "Device " + i % devices,
              1_795_305_996_839L + i,
              DataPoint.timeseries("temperature", new Value.Real(20 + i % 100 / 10.0)),
              DataPoint.timeseries("counter", new Value.Int(i))));
    }
    return records;
  }

  private static final class Discarding implements MessageSink {

    private long bytes;

    @Override
    public void accept(byte[] payload, int points) {
      bytes += payload.length;
    }

    @Override
    public void refuse(String reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public int maxBytes() {
      return 52_428;
    }

    @Override
    public int maxPoints() {
      return Integer.MAX_VALUE;
    }
  }
}

package io.tidegate.thingsboard;

import com.sun.management.OperatingSystemMXBean;
import io.tidegate.data.UplinkRecord;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Prints what a record costs from send to acknowledgement; run by hand: {@code PORT}. */
final class UplinkSpeed {

  private static final int RECORDS = 200_000;

  private UplinkSpeed() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ThingsBoardUplink uplink =
        new ThingsBoardUplink(Gateways.settings(Integer.parseInt(arguments[0])));
    try (Delivery delivery = uplink.open(Gateways.NO_DOWNLINKS)) {
      for (int batch : new int[] {1, 1, 10, 100, 1_000, 1, 10, 100, 1_000}) {
        measure(delivery, batch);
      }
    }
  }

  private static void measure(Delivery delivery, int batch)
      throws IOException, InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<Receipt> receipts = new ArrayList<>();
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    for (int i = 0; i < RECORDS; i += batch) {
      receipts.add(delivery.send(records(i, batch)));
    }
    for (Receipt receipt : receipts) {
      var _ = receipt.await();
    }
    System.out.printf(
        "%d records a send: %d records/s, %d ns CPU per record%n",
        batch,
        (long) (RECORDS * 1e9 / (System.nanoTime() - start)),
        (system.getProcessCpuTime() - cpu) / RECORDS);
  }

  private static List<UplinkRecord> records(int from, int count) {
    List<UplinkRecord> records = new ArrayList<>(count);
    for (int i = from; i < from + count; i++) {
      records.add(
          Records.record(
              "Device " + i % 10,
              1_795_305_996_839L + i,
              Records.series("temperature", i),
              Records.series("counter", i)));
    }
    return records;
  }
}

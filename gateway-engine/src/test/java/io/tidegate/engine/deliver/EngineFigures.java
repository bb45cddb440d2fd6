package io.tidegate.engine.deliver;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategy;
import io.tidegate.connector.ReportStrategy.Deadband;
import io.tidegate.connector.ReportStrategy.OnChange;
import io.tidegate.connector.ReportStrategy.OnReceived;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceFilter;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.ingest.ConnectorSetup;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.record.StoredRecordCodec;
import io.tidegate.engine.report.ReportPolicy;
import io.tidegate.log.MemoryRecordLog;
import io.tidegate.log.WhenFull;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.OwnTelemetry;
import io.tidegate.uplink.Uplink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Nanoseconds of CPU per record of the hot parts; run by hand. For orientation, not for records.
 */
final class EngineFigures {

  private static final int ROUNDS = 8;
  private static final int RECORDS = 400_000;
  private static final int PER_ACCEPT = 50;

  private EngineFigures() {}

  public static void main(String[] arguments) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      System.out.printf(
          "encode %d ns, decode %d ns, accept %d ns (on change %d ns), deliver %d ns%n",
          encode(), decode(), accept(new OnReceived()), accept(onChange()), deliver());
    }
  }

  private static ReportStrategy onChange() {
    return new OnChange(Deadband.NONE, Duration.ofDays(1));
  }

  private static long encode() throws IOException {
    StoredRecordCodec codec = new StoredRecordCodec();
    StoredRecord[] records = records();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    DataOutputStream out = new DataOutputStream(bytes);
    long start = cpu();
    for (int i = 0; i < RECORDS; i++) {
      if (i % 1_000 == 0) {
        bytes.reset();
      }
      codec.encode(records[i % records.length], out);
    }
    return (cpu() - start) / RECORDS;
  }

  private static long decode() throws IOException {
    StoredRecordCodec codec = new StoredRecordCodec();
    StoredRecord[] records = records();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    for (StoredRecord record : records) {
      codec.encode(record, new DataOutputStream(bytes));
    }
    byte[] encoded = bytes.toByteArray();
    long start = cpu();
    long points = 0;
    for (int i = 0; i < RECORDS / records.length; i++) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
      for (int n = 0; n < records.length; n++) {
        points += codec.decode(in).record().points().size();
      }
    }
    long nanos = cpu() - start;
    if (points == 0) {
      throw new IllegalStateException();
    }
    return nanos / RECORDS;
  }

  private static long accept(ReportStrategy strategy) throws Exception {
    try (Gateway gateway = gateway()) {
      EndpointSink sink = sink(gateway, strategy);
      return accept(sink);
    }
  }

  private static EndpointSink sink(Gateway gateway, ReportStrategy strategy) {
    return gateway
        .ingest()
        .connector(
            new ConnectorSetup(
                "mqtt", "mqtt", DeviceFilter.ALL, new ReportPolicy.Otherwise(strategy)))
        .sink();
  }

  private static long accept(EndpointSink sink) throws InterruptedException {
    List<List<Report>> calls = new ArrayList<>();
    StoredRecord[] records = records();
    for (int i = 0; i < RECORDS / PER_ACCEPT; i++) {
      List<Report> call = new ArrayList<>();
      for (int n = 0; n < PER_ACCEPT; n++) {
        call.add(Report.of(records[(i * PER_ACCEPT + n) % records.length].record()));
      }
      calls.add(call);
    }
    long start = cpu();
    for (List<Report> call : calls) {
      sink.accept(call);
    }
    return (cpu() - start) / RECORDS;
  }

  private static long deliver() throws Exception {
    try (Gateway gateway = gateway()) {
      accept(sink(gateway, new OnReceived()));
      long start = processCpu();
      gateway.start();
      while (gateway.log().committed() < gateway.log().end()) {
        Thread.sleep(1);
      }
      return (processCpu() - start) / RECORDS;
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
  }

  private static Gateway gateway() throws IOException {
    return new Gateway(
        listener -> new MemoryRecordLog<>(RECORDS + 1, WhenFull.DROP_OLDEST, null, listener),
        new Instant(),
        DeliverySettings.usual(new Random(1)));
  }

  private static StoredRecord[] records() {
    StoredRecord[] records = new StoredRecord[1_000];
    for (int i = 0; i < records.length; i++) {
      Device device = new Device("Thermometer " + i % 100, "thermometer");
      List<DataPoint> points =
          List.of(
              DataPoint.timeseries("temperature", new Value.Real(20 + i / 100.0)),
              DataPoint.timeseries("humidity", new Value.Int(40 + i % 10)));
      records[i] =
          new StoredRecord("mqtt", new UplinkRecord(device, 1_700_000_000_000L + i, points));
    }
    return records;
  }

  /** A platform that has everything at once. */
  private static final class Instant implements Uplink {

    @Override
    public String name() {
      return "instant";
    }

    @Override
    public Delivery open(DownlinkHandler downlinks) {
      return new Delivery() {
        @Override
        public Receipt announce(Announcement device) {
          return Outcome.Accepted::new;
        }

        @Override
        public void withdraw(Device device) {}

        @Override
        public Receipt send(List<UplinkRecord> records) {
          return Outcome.Accepted::new;
        }

        @Override
        public Receipt sendOwn(long timestamp, List<DataPoint> points) {
          return Outcome.Accepted::new;
        }

        @Override
        public Receipt sendOwnTelemetry(List<OwnTelemetry> moments) {
          return Outcome.Accepted::new;
        }

        @Override
        public Map<String, Value> ownAttributes(List<String> names) {
          return Map.of();
        }

        @Override
        public Map<String, Value> attributes(
            Device device, AttributeScope scope, List<String> names) {
          return Map.of();
        }

        @Override
        public void claim(Device device, @Nullable String secretKey, @Nullable Duration duration) {}

        @Override
        public void awaitEnd() throws InterruptedException {
          Thread.sleep(Duration.ofDays(1));
        }

        @Override
        public void close() {}
      };
    }
  }
}

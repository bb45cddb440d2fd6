package io.tidegate.thingsboard;

import io.tidegate.data.UplinkRecord;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.util.List;

/** The two packers of device data with their buffers, used by one send at a time. */
final class DevicePackers {

  private final ClassSink telemetrySink;
  private final ClassSink attributesSink;
  private final TelemetryPacker telemetry;
  private final AttributesPacker attributes;

  DevicePackers(ClassSink.Session session) {
    Batch none = new Batch();
    telemetrySink = new ClassSink(session, MessageClass.DEVICE_DATA, Topics.TELEMETRY, none);
    attributesSink = new ClassSink(session, MessageClass.DEVICE_DATA, Topics.ATTRIBUTES, none);
    telemetry = new TelemetryPacker(telemetrySink);
    attributes = new AttributesPacker(attributesSink);
  }

  /** After an exception these packers are not to be used again. */
  void send(List<UplinkRecord> records, Batch batch) throws IOException, InterruptedException {
    telemetrySink.use(batch);
    attributesSink.use(batch);
    for (UplinkRecord record : records) {
      attributes.add(record);
      telemetry.add(record);
    }
    attributes.flush();
    telemetry.flush();
    batch.settle(new Outcome.Accepted());
  }
}

package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.uplink.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A live connection to ThingsBoard. */
final class ThingsBoardDelivery implements Delivery {

  private final MqttLink link;
  private final ClassSink.Session session;
  private final Announcements announcements;
  private final DetailsSender details;
  private final Queue<DevicePackers> packers = new ConcurrentLinkedQueue<>();

  ThingsBoardDelivery(
      MqttLink link,
      ClassSink.Session session,
      Announcements announcements,
      DeviceDetails deviceDetails) {
    this.link = link;
    this.session = session;
    this.announcements = announcements;
    this.details =
        new DetailsSender(
            deviceDetails,
            batch -> new ClassSink(session, MessageClass.DEVICE_DATA, Topics.ATTRIBUTES, batch));
  }

  @Override
  public void announce(Announcement announcement) throws IOException, InterruptedException {
    Device device = announcement.device();
    byte[] payload =
        new JsonBytes()
            .raw('{')
            .name("device")
            .string(device.name())
            .raw(',')
            .name("type")
            .string(device.profile())
            .raw('}')
            .toArray();
    publishDeviceMessage(Topics.CONNECT, payload);
    announcements.add(announcement);
    details.add(announcement);
  }

  @Override
  public void withdraw(Device device) throws IOException, InterruptedException {
    announcements.remove(device);
    byte[] payload =
        new JsonBytes().raw('{').name("device").string(device.name()).raw('}').toArray();
    publishDeviceMessage(Topics.DISCONNECT, payload);
  }

  private void publishDeviceMessage(String topic, byte[] payload)
      throws IOException, InterruptedException {
    session.outbox().publish(MessageClass.DEVICE_MESSAGES, topic, payload, 0, new Batch());
  }

  @Override
  public Receipt send(List<UplinkRecord> records) throws IOException, InterruptedException {
    for (UplinkRecord record : records) {
      Announcement again = announcements.repeatBefore(record.device());
      if (again != null) {
        announce(again);
      }
    }
    Batch batch = new Batch();
    DevicePackers free = packers.poll();
    DevicePackers used = free == null ? new DevicePackers(session) : free;
    used.send(records, batch);
    packers.add(used);
    return batch;
  }

  @Override
  public Receipt sendOwn(long timestamp, List<DataPoint> points)
      throws IOException, InterruptedException {
    Batch batch = new Batch();
    new OwnDataPacker(
            new ClassSink(session, MessageClass.OWN_DATA, Topics.OWN_TELEMETRY, batch),
            new ClassSink(session, MessageClass.OWN_DATA, Topics.OWN_ATTRIBUTES, batch))
        .send(timestamp, points);
    batch.settle(new Outcome.Accepted());
    return batch;
  }

  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    session.outbox().awaitEnd();
  }

  @Override
  public void close() {
    session.outbox().end(new IOException("the gateway closed the connection"));
    link.close();
  }
}

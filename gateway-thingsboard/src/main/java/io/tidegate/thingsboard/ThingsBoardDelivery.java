package io.tidegate.thingsboard;

import io.tidegate.connector.AttributeScope;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.OwnTelemetry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A live connection to ThingsBoard. */
final class ThingsBoardDelivery implements Delivery {

  private static final Logger log = LoggerFactory.getLogger(ThingsBoardDelivery.class);

  /** What a gateway that stops gives the replies that tell so. */
  private static final Duration LAST_REPLIES = Duration.ofSeconds(1);

  private final MqttLink link;
  private final ClassSink.Session session;
  private final Announcements announcements;
  private final DetailsSender details;
  private final AttributeRequests attributeRequests;
  private final Replies replies;
  private final Queue<DevicePackers> packers = new ConcurrentLinkedQueue<>();

  ThingsBoardDelivery(
      MqttLink link,
      ClassSink.Session session,
      Announcements announcements,
      DeviceDetails deviceDetails,
      AttributeRequests attributeRequests,
      Replies replies) {
    this.attributeRequests = attributeRequests;
    this.replies = replies;
    this.link = link;
    this.session = session;
    this.announcements = announcements;
    this.details =
        new DetailsSender(
            deviceDetails,
            batch -> new ClassSink(session, MessageClass.DEVICE_DATA, Topics.ATTRIBUTES, batch));
  }

  @Override
  public Receipt announce(Announcement announcement) throws IOException, InterruptedException {
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
    if (announcements.isTold(device)) {
      // Told though it was there: the platform has deleted it in between, and its attributes too.
      details.forget(device);
    }
    announcements.add(announcement);
    Batch answer = new Batch();
    session
        .outbox()
        .publish(
            MessageClass.DEVICE_MESSAGES,
            Topics.CONNECT,
            payload,
            0,
            new AnnouncementSender(announcement, answer));
    answer.settle(new Outcome.Accepted());
    return answer;
  }

  @Override
  public void withdraw(Device device) throws IOException, InterruptedException {
    announcements.remove(device);
    details.forget(device);
    byte[] payload =
        new JsonBytes().raw('{').name("device").string(device.name()).raw('}').toArray();
    session
        .outbox()
        .publish(MessageClass.DEVICE_MESSAGES, Topics.DISCONNECT, payload, 0, new Batch());
  }

  /**
   * Nothing else of a device may come before its connect, or the platform would create it with the
   * profile {@code default}: one that it did not take is announced again before its data.
   */
  private void connectAnswered(Announcement announcement, Outcome outcome) {
    switch (outcome) {
      case Outcome.Accepted _ -> details.add(announcement);
      case Outcome.Throttled _, Outcome.Refused _ -> {
        log.debug("the platform did not take {}: {}", announcement, outcome);
        announcements.putOff(announcement.device().name());
      }
    }
  }

  private final class AnnouncementSender implements Outbox.Sender {

    private final Announcement announcement;
    private final Batch answer;

    AnnouncementSender(Announcement announcement, Batch answer) {
      this.announcement = announcement;
      this.answer = answer;
    }

    @Override
    public void sent() {
      answer.sent();
    }

    @Override
    public void settle(Outcome outcome) {
      connectAnswered(announcement, outcome);
      answer.settle(outcome);
    }

    @Override
    public void lose(IOException cause) {
      answer.lose(cause);
    }
  }

  @Override
  public Receipt send(List<UplinkRecord> records) throws IOException, InterruptedException {
    for (UplinkRecord record : records) {
      announceAgain(record.device());
    }
    Batch batch = new Batch();
    DevicePackers free = packers.poll();
    DevicePackers used = free == null ? new DevicePackers(session) : free;
    used.send(records, batch);
    packers.add(used);
    return batch;
  }

  private void announceAgain(Device device) throws IOException, InterruptedException {
    Announcement again = announcements.repeatBefore(device);
    if (again != null) {
      announce(again);
    }
  }

  /** Whatever else comes first would create the device with the profile {@code default}. */
  private void announceFirst(Device device) throws IOException, InterruptedException {
    if (announcements.contains(device)) {
      announceAgain(device);
    } else {
      announce(new Announcement(device, null, ""));
    }
  }

  @Override
  public Receipt sendOwn(long timestamp, List<DataPoint> points)
      throws IOException, InterruptedException {
    Batch batch = new Batch();
    ownData(batch).send(timestamp, points);
    batch.settle(new Outcome.Accepted());
    return batch;
  }

  @Override
  public Receipt sendOwnTelemetry(List<OwnTelemetry> moments)
      throws IOException, InterruptedException {
    Batch batch = new Batch();
    if (!moments.isEmpty()) {
      ownData(batch).send(moments);
    }
    batch.settle(new Outcome.Accepted());
    return batch;
  }

  private OwnDataPacker ownData(Batch batch) {
    return new OwnDataPacker(
        new ClassSink(session, MessageClass.OWN_DATA, Topics.OWN_TELEMETRY, batch),
        new ClassSink(session, MessageClass.OWN_DATA, Topics.OWN_ATTRIBUTES, batch));
  }

  @Override
  public Map<String, Value> ownAttributes(List<String> names)
      throws IOException, InterruptedException {
    return attributeRequests.askOwn(names);
  }

  @Override
  public Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException {
    announceFirst(device);
    return attributeRequests.ask(device, scope, names);
  }

  @Override
  public void claim(Device device, @Nullable String secretKey, @Nullable Duration duration)
      throws IOException, InterruptedException {
    announceFirst(device);
    JsonBytes json = new JsonBytes().raw('{').name(device.name()).raw('{');
    if (secretKey != null) {
      json.name("secretKey").string(secretKey);
    }
    if (duration != null) {
      (secretKey == null ? json : json.raw(',')).name("durationMs").number(duration.toMillis());
    }
    Batch batch = new Batch();
    session
        .outbox()
        .publish(
            MessageClass.DEVICE_MESSAGES, Topics.CLAIM, json.raw('}').raw('}').toArray(), 0, batch);
    batch.settle(new Outcome.Accepted());
    Outcome outcome = batch.await();
    if (!(outcome instanceof Outcome.Accepted)) {
      throw new IOException("the platform refuses the claim of " + device.name() + ": " + outcome);
    }
  }

  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    session.outbox().awaitEnd();
  }

  @Override
  public void close() {
    replies.flush(LAST_REPLIES);
    IOException cause = new IOException("the gateway closed the connection");
    session.outbox().end(cause);
    attributeRequests.ended(cause);
    link.close();
  }
}

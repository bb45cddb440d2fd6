package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidegate.thingsboard.Protocols.Opened;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.DownlinkHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that happens on every connect, until data may flow. */
final class Connecting {

  private static final Logger log = LoggerFactory.getLogger(Connecting.class);

  private final ThingsBoardSettings settings;
  private final Protocols protocols = new Protocols();
  private final DeviceDetails details = new DeviceDetails();
  private final RateLimiter limiter;

  Connecting(ThingsBoardSettings settings) {
    this.settings = settings;
    ThingsBoardSettings.Limits limits = settings.limits();
    this.limiter =
        new RateLimiter(limits.rates().scaled(limits.ratePercentage()), System::nanoTime);
  }

  Traffic traffic() {
    return limiter.traffic();
  }

  Delivery open(Server server, DownlinkHandler downlinks) throws IOException, InterruptedException {
    Opened opened = protocols.open(LinkOptions.of(settings, server));
    try {
      return prepare(opened, downlinks);
    } catch (IOException | InterruptedException | RuntimeException e) {
      opened.link().close();
      throw e;
    }
  }

  private Delivery prepare(Opened opened, DownlinkHandler downlinks)
      throws IOException, InterruptedException {
    ClassSink.Session session = session(opened);
    Outbox outbox = session.outbox();
    Announcements announcements = new Announcements();
    AttributeRequests attributeRequests = new AttributeRequests(outbox);
    Replies replies = new Replies(outbox);
    OpenRequests requests = new OpenRequests(replies, session.payloadLimit());
    Reception reception =
        new Reception(
            session,
            settings.limits(),
            announcements,
            new Downlinks(downlinks, announcements, requests),
            attributeRequests);
    outbox.start();
    opened.inbox().start(reception);
    subscribe(outbox);
    askLimits(outbox);
    awaitLimits(reception, outbox);
    return new ThingsBoardDelivery(
        opened.link(), session, announcements, details, attributeRequests, replies);
  }

  private ClassSink.Session session(Opened opened) {
    PayloadLimit payloadLimit = new PayloadLimit(settings.limits().maxPayloadSizeBytes());
    payloadLimit.serverAccepts(opened.terms().maximumPacketSize());
    int window = Math.min(settings.limits().maxInFlight(), opened.terms().receiveMaximum());
    Outbox outbox = new Outbox(opened.link(), limiter, window, settings.timing().acknowledgement());
    return new ClassSink.Session(outbox, payloadLimit, limiter);
  }

  private void subscribe(Outbox outbox) throws IOException, InterruptedException {
    for (String filter :
        List.of(
            Topics.OWN_ATTRIBUTES,
            Topics.OWN_ATTRIBUTES_RESPONSE + "+",
            Topics.OWN_RPC_REQUEST + "+",
            Topics.OWN_RPC_RESPONSE + "+")) {
      outbox.subscribe(filter, settings.qos());
    }
    for (String filter : List.of(Topics.ATTRIBUTES, Topics.ATTRIBUTES_RESPONSE, Topics.RPC)) {
      outbox.subscribe(filter, 1);
    }
  }

  private static void askLimits(Outbox outbox) throws IOException, InterruptedException {
    outbox.publish(
        MessageClass.OWN_MESSAGES,
        Topics.LIMITS_REQUEST,
        "{\"method\":\"getSessionLimits\",\"params\":{\"timeout\":5000}}".getBytes(US_ASCII),
        0,
        new Batch());
  }

  private void awaitLimits(Reception reception, Outbox outbox)
      throws IOException, InterruptedException {
    Duration patience = settings.timing().sessionLimits();
    if (!reception.answered().await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      log.warn(
          "the platform has not told its limits within {} s; going on with what is configured",
          patience.toSeconds());
    }
    outbox.check();
  }
}

package io.tidegate.thingsboard;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sorts what the platform sends by its topic. */
final class Reception implements Inbox.Receiver {

  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  /** The platform's reason for closing a device's session: it sent too much. */
  private static final int RATE_TOO_HIGH = 150;

  private final ClassSink.Session session;
  private final ThingsBoardSettings.Limits limits;
  private final Announcements announcements;
  private final Downlinks downlinks;
  private final AttributeRequests attributeRequests;
  private final CountDownLatch answered = new CountDownLatch(1);

  Reception(
      ClassSink.Session session,
      ThingsBoardSettings.Limits limits,
      Announcements announcements,
      Downlinks downlinks,
      AttributeRequests attributeRequests) {
    this.session = session;
    this.limits = limits;
    this.announcements = announcements;
    this.downlinks = downlinks;
    this.attributeRequests = attributeRequests;
  }

  /** Open until the platform has told its limits, or the connection is over. */
  CountDownLatch answered() {
    return answered;
  }

  @Override
  public void ended(IOException cause) {
    session.outbox().end(cause);
    attributeRequests.ended(cause);
    answered.countDown();
  }

  @Override
  public void receive(String topic, byte[] payload) {
    boolean ofDevice = topic.startsWith("v1/gateway/");
    session
        .limiter()
        .countReceived(ofDevice ? MessageClass.DEVICE_MESSAGES : MessageClass.OWN_MESSAGES);
    if (topic.equals(Topics.RPC)) {
      downlinks.deviceRequest(payload);
    } else if (topic.startsWith(Topics.OWN_RPC_REQUEST)) {
      downlinks.gatewayRequest(topic.substring(Topics.OWN_RPC_REQUEST.length()), payload);
    } else if (topic.equals(Topics.ATTRIBUTES)) {
      downlinks.deviceAttributes(payload);
    } else if (topic.equals(Topics.ATTRIBUTES_RESPONSE)) {
      attributeRequests.answered(payload);
    } else if (topic.equals(Topics.OWN_ATTRIBUTES)) {
      downlinks.ownAttributes(payload);
    } else if (topic.startsWith(Topics.OWN_ATTRIBUTES_RESPONSE)) {
      attributeRequests.ownAnswered(
          topic.substring(Topics.OWN_ATTRIBUTES_RESPONSE.length()), payload);
    } else if (topic.equals(Topics.DISCONNECT)) {
      deviceDisconnected(payload);
    } else if (topic.equals(Topics.LIMITS_RESPONSE)) {
      limitsTold(payload);
    } else {
      log.debug("nothing is done yet with what comes on {}", topic);
    }
  }

  private void limitsTold(byte[] payload) {
    try {
      apply(SessionLimits.parse(payload));
    } catch (IllegalArgumentException e) {
      log.warn(
          "the platform's limits can't be understood; going on with what is configured: {}",
          e.getMessage());
    }
    answered.countDown();
  }

  private void apply(SessionLimits told) {
    log.debug("limits of the platform: {}", told);
    if (told.maxPayloadSize() > 0) {
      session.payloadLimit().platformAccepts(told.maxPayloadSize());
    }
    session.limiter().update(told.rates().scaled(limits.ratePercentage()));
    session.outbox().resize(told.window(limits.ratePercentage(), limits.maxInFlight()));
  }

  private void deviceDisconnected(byte[] payload) {
    JsonNode told;
    try {
      told = JsonMapper.shared().readTree(payload);
    } catch (JacksonException e) {
      log.debug("a disconnect from the platform is no JSON", e);
      return;
    }
    announcements.putOff(told.path("device").stringValue(""));
    if (told.path("reason").asInt(0) == RATE_TOO_HIGH) {
      session.limiter().drainDevices();
    }
  }
}

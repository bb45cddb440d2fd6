package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Account.Kind;
import io.tidegate.testkit.thingsboard.Behaviour.LimitsEnforcement;
import io.tidegate.testkit.thingsboard.Counters.Count;
import java.time.Clock;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the topics of the device and gateway API mean. */
final class DeviceApi {

  private final Platform platform;
  private final PlatformSession session;
  private final Requests requests;
  private final Quota ownQuota;
  private final Quota gatewayQuota;
  private final Clock clock = Clock.systemUTC();

  DeviceApi(Platform platform, PlatformSession session) {
    this.platform = platform;
    this.session = session;
    this.requests = new Requests(platform, session);
    boolean enforced = platform.behaviour.enforcement() == LimitsEnforcement.ON;
    SessionLimits limits = platform.behaviour.limits();
    this.ownQuota = new Quota(enforced ? limits.rateLimits() : RateLimits.NONE);
    this.gatewayQuota = new Quota(enforced ? limits.gatewayRateLimits() : RateLimits.NONE);
  }

  /** Does what a message asks for, all of it or nothing, and returns the reason code. */
  int process(IncomingMessage message) {
    boolean gatewayTopic = message.topic().startsWith(Topics.GATEWAY);
    if (gatewayTopic && session.account().kind() != Kind.GATEWAY) {
      return ReasonCode.TOPIC_NAME_INVALID;
    }
    Quota quota = gatewayTopic ? gatewayQuota : ownQuota;
    try {
      int code =
          quota.takeMessage(System.nanoTime()) ? dispatch(message) : ReasonCode.QUOTA_EXCEEDED;
      if (code == ReasonCode.QUOTA_EXCEEDED) {
        platform.counters.add(Count.OVER_QUOTA, 1);
      }
      return code;
    } catch (PayloadException | JacksonException e) {
      platform.counters.add(Count.INVALID_MESSAGES, 1);
      return ReasonCode.PAYLOAD_FORMAT_INVALID;
    }
  }

  private int dispatch(IncomingMessage message) throws PayloadException {
    String own = session.account().name();
    byte[] payload = message.payload();
    long now = clock.millis();
    return switch (message.topic()) {
      case Topics.GATEWAY_TELEMETRY ->
          telemetry(PayloadParser.gatewayTelemetry(payload, now), gatewayQuota);
      case Topics.GATEWAY_ATTRIBUTES -> attributes(PayloadParser.gatewayAttributes(payload, now));
      case Topics.OWN_TELEMETRY ->
          telemetry(PayloadParser.ownTelemetry(own, payload, now), ownQuota);
      case Topics.OWN_ATTRIBUTES -> attributes(PayloadParser.ownAttributes(own, payload, now));
      case Topics.GATEWAY_CONNECT -> connect(JsonMapper.shared().readTree(payload));
      case Topics.GATEWAY_DISCONNECT -> disconnect(JsonMapper.shared().readTree(payload));
      default -> requests.process(message);
    };
  }

  private int telemetry(List<ReceivedPoint> points, Quota quota) {
    if (!quota.takeTelemetry(points.size(), System.nanoTime())) {
      return ReasonCode.QUOTA_EXCEEDED;
    }
    platform.telemetry(points, session);
    return ReasonCode.SUCCESS;
  }

  private int attributes(List<ReceivedPoint> points) {
    platform.attributes(points, session);
    return ReasonCode.SUCCESS;
  }

  private int connect(JsonNode request) throws PayloadException {
    String type = request.path("type").asString(ReceivedDevice.DEFAULT_TYPE);
    platform.received.getOrCreate(device(request), type).connect(session);
    return ReasonCode.SUCCESS;
  }

  private int disconnect(JsonNode request) throws PayloadException {
    platform.received.find(device(request)).ifPresent(device -> device.disconnect(session));
    return ReasonCode.SUCCESS;
  }

  static String device(JsonNode request) throws PayloadException {
    String name = request.path("device").asString("");
    if (name.isBlank()) {
      throw new PayloadException("no device is named");
    }
    return name;
  }
}

package io.tidegate.uplink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an uplink hands over what comes from the platform. Its methods return at once; called by
 * one thread, in the order in which the platform sent.
 */
public interface DownlinkHandler {

  /** A request to a device; there is exactly one answer, to attribute updates too. */
  void toDevice(Downlink.ToDevice request, Answer answer);

  /** A method of the gateway or of a connector; there is exactly one answer. */
  void toGateway(GatewayRequest request, Answer answer);

  /** The user changed shared attributes of the gateway itself. */
  void ownAttributes(Map<String, Value> values, List<String> deleted);

  /**
   * The user called a method of the gateway.
   *
   * @param id the platform's number of the request.
   * @param method the whole name, such as {@code gateway_ping} or {@code mqtt_set}.
   * @param params any JSON; {@code Json("null")} if there are none.
   * @param timeLimit how long the platform waits for the reply; null if it does not say.
   */
  record GatewayRequest(long id, String method, Value params, @Nullable Duration timeLimit) {}

  /** Takes the reply to a request. Called once, from any thread; must not block. */
  @FunctionalInterface
  interface Answer {

    void reply(Reply reply);
  }
}

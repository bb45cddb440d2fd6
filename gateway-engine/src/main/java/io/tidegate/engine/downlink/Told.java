package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people are told of requests. Values may be secret and large, so they are left out. */
final class Told {

  private static final Logger log = LoggerFactory.getLogger(DownlinkRouter.class);

  private Told() {}

  /** The caller of a method gets its reply; nobody gets that of an attribute update. */
  static void ended(Downlink request, Reply reply) {
    String reason = failure(reply);
    if (request instanceof AttributeUpdate update && reason != null) {
      log.warn("{}: not taken over: {}", name(update), reason);
    }
  }

  static String name(Downlink request) {
    return switch (request) {
      case AttributeUpdate update ->
          "attributes " + names(update) + " of " + update.device().name();
      case RpcRequest rpc -> "method " + rpc.method() + " of " + rpc.device().name();
      case ConnectorRequest connector -> "method " + connector.method() + " of a connector";
    };
  }

  private static List<String> names(AttributeUpdate update) {
    List<String> names = new ArrayList<>(update.values().keySet());
    names.addAll(update.deleted());
    return names;
  }

  private static @Nullable String failure(Reply reply) {
    return switch (reply) {
      case Reply.Failed(String reason) -> reason;
      case Reply.Expired _ -> "no answer in time";
      case Reply.Done _, Reply.Answered _, Reply.Unsupported _ -> null;
    };
  }
}

package io.tidegate.app.rpc;

import io.tidegate.app.rpc.OwnGateway.RunningConnector;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.engine.downlink.Replies;
import io.tidegate.uplink.DownlinkHandler.Answer;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests named {@code <type>_<method>}: they go to the connector that {@code connectorId} in the
 * params tells, where the platform's pages put it, or else to every running one of the type.
 */
final class ConnectorRoute {

  private static final String ID = "connectorId";

  private final ConnectorCaller caller;

  ConnectorRoute(ConnectorCaller caller) {
    this.caller = caller;
  }

  /**
   * Brings a request to connectors.
   *
   * @param connectors all of the type; at least one.
   */
  void call(List<RunningConnector> connectors, GatewayRequest request, Answer answer) {
    String id = connectorId(request.params());
    List<RunningConnector> called =
        connectors.stream().filter(each -> id.isEmpty() || each.id().equals(id)).toList();
    String type = connectors.getFirst().type();
    if (called.isEmpty()) {
      answer.reply(Bodies.error(type + " - no connector with the id " + id + " runs.", 404));
      return;
    }
    String method = request.method().substring(type.length()).replaceFirst("^_", "");
    ConnectorRequest forConnector =
        new ConnectorRequest(request.id(), method, request.params(), request.timeLimit());
    Gathering gathering = new Gathering(called.size(), answer);
    IntStream.range(0, called.size())
        .forEach(i ->
            caller.call(called.get(i).name(), forConnector, reply -> gathering.replied(i, reply)));
  }

  private static String connectorId(Value params) {
    return switch (params) {
      case Value.Json(String json) -> connectorId(json);
      case Value.Text(String text) -> connectorId(text);
      case Value.Bool _, Value.Int _, Value.Real _ -> "";
    };
  }

  private static String connectorId(String json) {
    if (!json.contains(ID)) {
      return "";
    }
    try {
      return JsonMapper.shared().readTree(json).path(ID).asString("").strip();
    } catch (JacksonException e) {
      return ""; // a text of the connector's own form
    }
  }

  /** Waits for the replies of several connectors. */
  private static final class Gathering {

    private final AtomicReferenceArray<Reply> replies;
    private final AtomicInteger missing;
    private final Answer answer;

    Gathering(int count, Answer answer) {
      this.replies = new AtomicReferenceArray<>(count);
      this.missing = new AtomicInteger(count);
      this.answer = answer;
    }

    void replied(int index, Reply reply) {
      replies.set(index, reply);
      if (missing.decrementAndGet() == 0) {
        Reply[] all = new Reply[replies.length()];
        Arrays.setAll(all, replies::get);
        answer.reply(all.length == 1 ? all[0] : Replies.joined(List.of(all)));
      }
    }
  }
}

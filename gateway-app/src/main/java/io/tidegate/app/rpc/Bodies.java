package io.tidegate.app.rpc;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Replies whose form dashboards know. */
final class Bodies {

  private Bodies() {}

  static ObjectNode object() {
    return JsonMapper.shared().createObjectNode();
  }

  static Reply of(ObjectNode body) {
    return new Reply.Answered(new Value.Json(body.toString()));
  }

  static Reply error(String message, int code) {
    return of(object().put("error", message).put("code", code));
  }
}

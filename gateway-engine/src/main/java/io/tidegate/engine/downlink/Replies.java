package io.tidegate.engine.downlink;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.util.List;

/** One reply from several sessions of a connector, or several connectors. */
public final class Replies {

  private Replies() {}

  /** Lists are joined; otherwise the first that says something counts, a failure before all. */
  public static Reply joined(List<Reply> replies) {
    List<Reply> telling =
        replies.stream().filter(reply -> !(reply instanceof Reply.Unsupported)).toList();
    if (telling.isEmpty()) {
      return new Reply.Unsupported();
    }
    if (telling.size() > 1 && telling.stream().allMatch(Replies::isList)) {
      return new Reply.Answered(
          new Value.Json(
              telling.stream()
                  .map(Replies::items)
                  .filter(items -> !items.isBlank())
                  .reduce((one, more) -> one + "," + more)
                  .map(items -> "[" + items + "]")
                  .orElse("[]")));
    }
    return telling.stream()
        .filter(reply -> reply instanceof Reply.Failed || reply instanceof Reply.Expired)
        .findFirst()
        .orElse(telling.getFirst());
  }

  private static boolean isList(Reply reply) {
    return reply instanceof Reply.Answered(Value.Json(String json))
        && json.startsWith("[")
        && json.endsWith("]");
  }

  private static String items(Reply reply) {
    return reply instanceof Reply.Answered(Value.Json(String json))
        ? json.substring(1, json.length() - 1)
        : "";
  }
}

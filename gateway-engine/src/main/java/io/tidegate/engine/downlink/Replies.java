package io.tidegate.engine.downlink;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.util.List;
import java.util.stream.Collectors;

/** One reply from several sessions of a connector, or several connectors. */
public final class Replies {

  private Replies() {}

  /**
   * If any of them is a list all are listed, those that failed as {@code {"error":…,"code":…}};
   * otherwise the first that says something counts, a failure before all.
   */
  public static Reply joined(List<Reply> replies) {
    List<Reply> telling =
        replies.stream().filter(reply -> !(reply instanceof Reply.Unsupported)).toList();
    if (telling.isEmpty()) {
      return new Reply.Unsupported();
    }
    if (telling.size() > 1 && telling.stream().anyMatch(Replies::isList)) {
      String items =
          telling.stream()
              .map(Replies::items)
              .filter(each -> !each.isBlank())
              .collect(Collectors.joining(",", "[", "]"));
      return new Reply.Answered(new Value.Json(items));
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
    return switch (reply) {
      case Reply.Answered(Value.Json(String json)) ->
          isList(reply) ? json.substring(1, json.length() - 1) : json;
      case Reply.Answered(Value.Text(String text)) -> quoted(text);
      case Reply.Answered(Value.Bool(boolean flag)) -> Boolean.toString(flag);
      case Reply.Answered(Value.Int(long number)) -> Long.toString(number);
      case Reply.Answered(Value.Real(double number)) -> Double.toString(number);
      case Reply.Done() -> "{\"success\":true}";
      case Reply.Failed(String reason) -> error(reason, 500);
      case Reply.Expired() -> error("Request timeout", 408);
      case Reply.Unsupported() -> error("Method not found", 404);
    };
  }

  private static String error(String reason, int code) {
    return "{\"error\":" + quoted(reason) + ",\"code\":" + code + "}";
  }

  /** RFC 8259, 7. */
  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(each -> {
          if (each == '"' || each == '\\') {
            json.append('\\').append((char) each);
          } else if (each < ' ') {
            json.append("\\u%04x".formatted(each));
          } else {
            json.append((char) each);
          }
        });
    return json.append('"').toString();
  }
}

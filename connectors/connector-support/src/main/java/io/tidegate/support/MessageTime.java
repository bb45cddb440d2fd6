package io.tidegate.support;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The time that a message itself names, in milliseconds since the epoch.
 *
 * <p>Decisions. A number is taken as it is: the platform counts milliseconds, and whether {@code
 * 1600000000} means seconds nobody can know; the Python gateway passes it on too. A number written
 * as text counts as the number, where the Python gateway passes the text on, which the platform
 * then refuses. Any other text is read as a date. Zero, and what is no time at all, counts as
 * absent.
 */
public final class MessageTime {

  private MessageTime() {}

  /** The member {@code ts}, else {@code timestamp}; null if there is no time in them. */
  public static @Nullable Long of(JsonNode message, DateFormat format, long now) {
    Long time = read(message.get("ts"), format, now);
    return time == null ? read(message.get("timestamp"), format, now) : time;
  }

  /** The time in a value; null if it is none. */
  static @Nullable Long read(@Nullable JsonNode value, DateFormat format, long now) {
    if (value == null) {
      return null;
    }
    if (value.isNumber()) {
      double number = value.doubleValue();
      return number >= 1 && number < Long.MAX_VALUE ? (Long) (long) number : null;
    }
    if (!value.isString()) {
      return null;
    }
    String text = value.asString();
    Long number = epoch(text.strip());
    return number == null ? format.parse(text, now) : number;
  }

  /**
   * Digits that dateutil would not read as a date: it takes 6, 8, 12 and 14 of them for one, and up
   * to 4 for part of one.
   */
  private static @Nullable Long epoch(String text) {
    int length = text.length();
    if (length < 9 || length == 12 || length == 14 || length > 18) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    return Long.valueOf(text);
  }
}

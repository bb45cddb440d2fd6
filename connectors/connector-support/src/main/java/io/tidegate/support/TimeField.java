package io.tidegate.support;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A configured {@code tsField}: which member of a message holds the time of a key. */
public final class TimeField {

  /** What the field says about a message. */
  public sealed interface Outcome {

    /** Milliseconds since the epoch. */
    record Found(long time) implements Outcome {}

    /** The message has no such member: its key was read when it was received. */
    record Absent() implements Outcome {}

    /** The member is there but holds no time: the message's own time counts. */
    record Unreadable() implements Outcome {}
  }

  private static final Outcome ABSENT = new Outcome.Absent();
  private static final Outcome UNREADABLE = new Outcome.Unreadable();

  private final Placeholder placeholder;
  private final String lastName;
  private final DateFormat format;

  private TimeField(Placeholder placeholder, DateFormat format) {
    this.placeholder = placeholder;
    String body = placeholder.body();
    this.lastName = body.substring(body.lastIndexOf('.') + 1);
    this.format = format;
  }

  /** Compiles a {@code tsField}, with or without <code>${}</code> around it. */
  public static TimeField compile(String tsField, DateFormat format) {
    Template template = Template.compile(tsField);
    return new TimeField(
        template.isConstant() ? new Placeholder(tsField) : template.placeholders().getFirst(),
        format);
  }

  /**
   * The time in a message. Where the path leads to nothing, any object in the message may have a
   * member of its last name; the first one counts, as in the Python gateway.
   */
  public Outcome find(JsonNode message, long now) {
    JsonNode value = placeholder.find(message);
    if (value == null) {
      value = search(message);
    }
    if (value == null) {
      return ABSENT;
    }
    Long time = MessageTime.read(value, format, now);
    return time == null ? UNREADABLE : new Outcome.Found(time);
  }

  private @Nullable JsonNode search(JsonNode node) {
    JsonNode own = node.get(lastName);
    if (own != null && !own.isNull()) {
      return own;
    }
    for (JsonNode child : node) {
      JsonNode found = child.isObject() ? search(child) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}

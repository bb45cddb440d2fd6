package io.tidegate.support;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A compiled MQTT topic filter (MQTT 5, 4.7; shared subscriptions 4.8.2). {@code
 * $share/<group>/<filter>} and {@code $queue/<filter>} match what their filter matches.
 */
public final class TopicFilter {

  private final String source;
  private final String[] levels;
  private final boolean matchesRest;
  private final boolean exact;
  private final String filter;

  private TopicFilter(String source) {
    this.source = source;
    this.filter = source.substring(prefixLength(source));
    String[] all = filter.split("/", -1);
    this.matchesRest = all[all.length - 1].equals("#");
    this.levels = matchesRest ? Arrays.copyOf(all, all.length - 1) : all;
    this.exact = !matchesRest && filter.indexOf('+') < 0;
  }

  /**
   * Compiles a filter.
   *
   * @throws IllegalArgumentException if {@link #problem} finds one.
   */
  public static TopicFilter compile(String filter) {
    String problem = problem(filter);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    return new TopicFilter(filter);
  }

  /** What is wrong with a filter, as a phrase; null if nothing is. */
  public static @Nullable String problem(String filter) {
    int prefix = prefixLength(filter);
    if (filter.startsWith("$share/") && prefix == 0) {
      return "must be $share/<group>/<filter> but is " + filter;
    }
    if (prefix == filter.length()) {
      return "must not be empty";
    }
    if (filter.indexOf('\0') >= 0) {
      return "must not hold the character U+0000";
    }
    String[] levels = filter.substring(prefix).split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      if (levels[i].contains("#") && (levels[i].length() > 1 || i < levels.length - 1)) {
        return "may have # only as its whole last level but is " + filter;
      }
      if (levels[i].contains("+") && levels[i].length() > 1) {
        return "may have + only as a whole level but is " + filter;
      }
    }
    return null;
  }

  /** As the user wrote it; what the broker is asked for. */
  public String source() {
    return source;
  }

  /** Whether several subscribers share the messages of this subscription. */
  public boolean isShared() {
    return filter.length() < source.length();
  }

  /** Whether messages of this topic belong to the filter. */
  public boolean matches(String topic) {
    if (exact) {
      return topic.equals(filter);
    }
    // Wildcards at the start don't reach topics of the server itself (MQTT 5, 4.7.2).
    if (topic.startsWith("$") && !filter.startsWith("$")) {
      return false;
    }
    return matchesLevels(topic);
  }

  private boolean matchesLevels(String topic) {
    int start = 0;
    for (int i = 0; i < levels.length; i++) {
      if (start > topic.length()) {
        return false;
      }
      int slash = topic.indexOf('/', start);
      int end = slash < 0 ? topic.length() : slash;
      if (!levels[i].equals("+") && !isLevel(levels[i], topic, start, end)) {
        return false;
      }
      start = end + 1;
    }
    // One past the end: every level of the topic was used up, which "a/#" also matches.
    return matchesRest || start > topic.length();
  }

  private static boolean isLevel(String level, String topic, int start, int end) {
    return level.length() == end - start && topic.startsWith(level, start);
  }

  /**
   * Whether every topic of the other filter also belongs to this one, so that a subscription to
   * this one brings its messages too. Shared subscriptions stand alone.
   */
  public boolean covers(TopicFilter other) {
    if (isShared() || other.isShared()) {
      return source.equals(other.source);
    }
    if (other.filter.startsWith("$") && !filter.startsWith("$")) {
      return false;
    }
    if (other.levels.length < levels.length || (other.matchesRest && !matchesRest)) {
      return false;
    }
    for (int i = 0; i < levels.length; i++) {
      if (!levels[i].equals("+") && !levels[i].equals(other.levels[i])) {
        return false;
      }
    }
    return matchesRest || levels.length == other.levels.length;
  }

  private static int prefixLength(String filter) {
    if (filter.startsWith("$queue/")) {
      return "$queue/".length();
    }
    int group = "$share/".length();
    int end = filter.startsWith("$share/") ? filter.indexOf('/', group) : -1;
    return end > group ? end + 1 : 0;
  }

  @Override
  public String toString() {
    return source;
  }
}

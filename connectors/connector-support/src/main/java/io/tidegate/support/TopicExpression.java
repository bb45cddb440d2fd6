package io.tidegate.support;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression that is searched for in a topic. Its value is what the last group matched,
 * or the whole match where it has none; an expression that is a plain word stands for itself where
 * it doesn't match.
 */
public final class TopicExpression {

  private static final Pattern PYTHON_NAMED_GROUP = Pattern.compile("\\(\\?P<[^>]*>");
  private static final Pattern META = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");

  private final Pattern pattern;
  private final @Nullable String word;
  private final int[] groupsByEnd;

  private TopicExpression(String source) {
    String regex = PYTHON_NAMED_GROUP.matcher(source).replaceAll("(");
    this.pattern = Pattern.compile(regex);
    this.word = META.matcher(source).find() ? null : source;
    this.groupsByEnd = groupsByEnd(regex);
  }

  /**
   * Compiles an expression in the syntax of Python or Java.
   *
   * @throws IllegalArgumentException if it is none, with a phrase that says why.
   */
  public static TopicExpression compile(String source) {
    try {
      return new TopicExpression(source);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "is no regular expression: %s at %d in %s"
              .formatted(e.getDescription(), e.getIndex(), source),
          e);
    }
  }

  /** The value in the topic; null if there is none. */
  public @Nullable String value(String topic) {
    Matcher matcher = pattern.matcher(topic);
    if (!matcher.find()) {
      return word;
    }
    String value = matcher.group();
    for (int group : groupsByEnd) {
      if (matcher.group(group) != null) {
        value = matcher.group(group);
        break;
      }
    }
    return value.isBlank() ? null : value;
  }

  /**
   * Python's {@code lastindex} is the group that closed last: of {@code (a(b))} the outer one. The
   * numbers of the groups, the one whose parenthesis closes last first.
   */
  private static int[] groupsByEnd(String regex) {
    List<Integer> closed = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    int groups = 0;
    boolean inClass = false;
    for (int i = 0; i < regex.length(); i++) {
      switch (regex.charAt(i)) {
        case '\\' -> i++;
        case '[' -> inClass = true;
        case ']' -> inClass = false;
        case '(' -> {
          if (!inClass) {
            open.push(isCapturing(regex, i) ? ++groups : 0);
          }
        }
        case ')' -> {
          Integer group = inClass ? null : open.poll();
          if (group != null && group > 0) {
            closed.addFirst(group);
          }
        }
        default -> {}
      }
    }
    return closed.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean isCapturing(String regex, int parenthesis) {
    if (!regex.startsWith("?", parenthesis + 1)) {
      return true;
    }
    return regex.startsWith("?<", parenthesis + 1)
        && !regex.startsWith("?<=", parenthesis + 1)
        && !regex.startsWith("?<!", parenthesis + 1);
  }
}

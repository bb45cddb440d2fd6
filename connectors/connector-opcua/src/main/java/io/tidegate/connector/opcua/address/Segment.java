package io.tidegate.connector.opcua.address;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path: the browse name of a node, with its namespace index or without, or else a
 * regular expression that browse names fit as a whole.
 */
public final class Segment {

  private static final String SIGNS_OF_A_REGEX = "\\[](){}.*+?^$|";

  private final String text;
  private final @Nullable Pattern pattern;

  Segment(String text) {
    this.text = text;
    this.pattern = pattern(text);
  }

  private static @Nullable Pattern pattern(String text) {
    if (text.chars().noneMatch(c -> SIGNS_OF_A_REGEX.indexOf(c) >= 0)) {
      return null;
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      return null; // A name with a bracket in it, then.
    }
  }

  /** Whether this is the browse name itself. */
  public boolean isName(int namespace, String name) {
    return text.equals(name) || (text.endsWith(name) && text.equals(namespace + ":" + name));
  }

  /** Whether this is a regular expression that the browse name fits. */
  public boolean fits(int namespace, String name) {
    return pattern != null
        && (pattern.matcher(name).matches() || pattern.matcher(namespace + ":" + name).matches());
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}

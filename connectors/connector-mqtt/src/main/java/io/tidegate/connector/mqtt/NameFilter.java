package io.tidegate.connector.mqtt;

import io.tidegate.config.Problems;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression, in the syntax of Python or Java, that names are chosen by. */
final class NameFilter {

  /** No name is that long, and the time and stack that an expression takes grow with it. */
  private static final int MOST_CHARACTERS = 1024;

  private final Pattern pattern;

  private NameFilter(String regex) {
    this.pattern = Pattern.compile(javaSyntax(regex));
  }

  static NameFilter compile(String regex) {
    return new NameFilter(regex);
  }

  /** Tells the user what is wrong with an expression. */
  static void check(String member, String regex, Problems problems) {
    try {
      Pattern.compile(javaSyntax(regex));
    } catch (PatternSyntaxException e) {
      problems.error(member, "is no regular expression: " + e.getDescription());
    }
  }

  /** Whether the name begins with a match. */
  boolean matchesBeginning(String name) {
    return name.length() <= MOST_CHARACTERS && pattern.matcher(name).lookingAt();
  }

  /** Whether there is a match anywhere in the name. */
  boolean isFoundIn(String name) {
    return name.length() <= MOST_CHARACTERS && pattern.matcher(name).find();
  }

  private static String javaSyntax(String regex) {
    return regex.replace("(?P<", "(?<");
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.config.Problems;
import io.tidegate.support.TopicExpression;

/** Checks the regular expressions that are searched for in topics. */
final class TopicRegexes {

  private TopicRegexes() {}

  static void check(String regex, String member, Problems problems) {
    try {
      TopicExpression.compile(regex);
    } catch (IllegalArgumentException e) {
      problems.error(member, String.valueOf(e.getMessage()));
    }
  }
}

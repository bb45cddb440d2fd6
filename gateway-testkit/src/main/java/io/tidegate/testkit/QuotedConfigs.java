package io.tidegate.testkit;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.ConfigText;
import java.util.List;
import java.util.function.Predicate;

/** Configurations of tests, written with single quotes, and what is wrong with them. */
public final class QuotedConfigs {

  private QuotedConfigs() {}

  /** The tree of a text, as if it stood in a file of that name. */
  public static ObjectNode node(String file, String text) {
    return (ObjectNode) ConfigText.parse(file, text.replace('\'', '"')).require();
  }

  /** Pointer and message of each error. */
  public static List<String> errors(ConfigResult<?> result) {
    return shown(result, ConfigProblem::isError);
  }

  /** Pointer and message of each warning. */
  public static List<String> warnings(ConfigResult<?> result) {
    return shown(result, problem -> !problem.isError());
  }

  private static List<String> shown(ConfigResult<?> result, Predicate<ConfigProblem> which) {
    return result.problems().stream()
        .filter(which)
        .map(problem -> problem.place().pointer() + " " + problem.message())
        .toList();
  }
}

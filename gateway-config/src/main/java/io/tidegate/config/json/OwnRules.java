package io.tidegate.config.json;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the rules of records, {@link Checked}, say of them. */
final class OwnRules {

  private OwnRules() {}

  static List<ConfigProblem> check(@Nullable Object config, ConfigNode node, RecordShape shape) {
    List<ConfigProblem> found = new ArrayList<>();
    if (config instanceof Checked checked) {
      checked.check(new ScopedProblems(node, shape, found));
    }
    return found;
  }

  /**
   * What is wrong whatever the value of what is broken. The rest may come from the stand-ins, or be
   * the same error once more: the user is told it, if it is one, when the first error is mended.
   *
   * @param mended the record as it may be, each time with other stand-ins.
   * @param told the errors in it that are known already.
   */
  static List<ConfigProblem> inAll(
      List<@Nullable Object> mended, ConfigNode node, RecordShape shape, List<ConfigProblem> told) {
    if (mended.isEmpty()) {
      return List.of();
    }
    Set<ConfigProblem> common = new LinkedHashSet<>(check(mended.getFirst(), node, shape));
    for (Object config : mended) {
      if (!common.isEmpty()) {
        common.retainAll(check(config, node, shape));
      }
    }
    common.removeIf(problem -> told.stream().anyMatch(error -> isWithin(problem, error)));
    return List.copyOf(common);
  }

  private static boolean isWithin(ConfigProblem problem, ConfigProblem error) {
    String pointer = error.place().pointer() + "/";
    return error.isError() && (problem.place().pointer() + "/").startsWith(pointer);
  }
}

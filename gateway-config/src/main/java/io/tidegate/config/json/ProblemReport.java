package io.tidegate.config.json;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Problems as a user reads them in a terminal: one line each, and a summary. */
public record ProblemReport(List<ConfigProblem> problems) {

  public ProblemReport {
    problems = problems.stream().sorted(ConfigProblem.BY_PLACE).toList();
  }

  /** Whether one of them is an error. */
  public boolean hasErrors() {
    return errors() > 0;
  }

  /** Every problem and the summary. */
  @Override
  public String toString() {
    return problems.stream().map(p -> line(p) + "\n").collect(Collectors.joining())
        + summary()
        + "\n";
  }

  /** {@code 2 errors and 1 warning}. */
  public String summary() {
    if (problems.isEmpty()) {
      return "no problems";
    }
    long warnings = problems.size() - errors();
    return count(errors(), "error") + " and " + count(warnings, "warning");
  }

  private long errors() {
    return problems.stream().filter(ConfigProblem::isError).count();
  }

  private static String line(ConfigProblem problem) {
    return "%-7s  %s %s"
        .formatted(
            problem.severity().name().toLowerCase(Locale.ROOT), problem.place(), problem.message());
  }

  private static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}

package io.tidegate.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemReportTest {

  @Test
  void problemsAreListedByFileAndLineWithASummary() {
    ProblemReport report =
        new ProblemReport(
            List.of(
                ConfigProblem.error(new Place("b.json", "/x", 2), "is wrong"),
                ConfigProblem.warning(new Place("b.json", "/y", 1), "is odd"),
                ConfigProblem.error(new Place("a.json", "", 9), "is wrong")));
    assertThat(report.hasErrors()).isTrue();
    assertThat(report)
        .hasToString(
            """
            error    a.json:9: / is wrong
            warning  b.json:1: /y is odd
            error    b.json:2: /x is wrong
            2 errors and 1 warning
            """);
  }

  @Test
  void withoutProblemsItSaysSo() {
    assertThat(new ProblemReport(List.of())).hasToString("no problems\n");
  }
}

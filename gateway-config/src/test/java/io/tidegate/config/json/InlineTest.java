package io.tidegate.config.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Inline;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys that several records share stand beside their own. */
class InlineTest {

  record Line(
      @Doc("Speed.") @Default("9600") @Range(min = 50, max = 115200) int baud,
      @Doc("Port.") String port) {}

  record Unit(@Doc("Name.") String name, @Inline Line line, @Doc("Id.") @Default("1") int id)
      implements Checked {

    @Override
    public void check(Problems problems) {
      if (line.baud() == 666) {
        problems.error("baud", "must not be 666");
      }
    }
  }

  record Strict(@Doc("Size.") int size) implements Checked {

    @Override
    public void check(Problems problems) {
      problems.error("size", "is never right");
    }
  }

  record Careless(@Inline Strict strict) {}

  @Test
  void areReadFromTheSameObject() {
    assertThat(read("{'name': 'a', 'port': 'x', 'baud': '1200', 'id': 7}").require())
        .isEqualTo(new Unit("a", new Line(1200, "x"), 7));
    assertThat(read("{'name': 'a', 'port': 'x'}").require())
        .isEqualTo(new Unit("a", new Line(9600, "x"), 1));
  }

  @Test
  void haveTheirProblemsWhereTheyStand() {
    assertThat(problems("{'name': 'a', 'baud': 1, 'line': {}, 'bout': 3}"))
        .containsExactlyInAnyOrder(
            "error: h.json:1: /baud must be an integer 50..115200 but is 1",
            "error: h.json:1: /port is required but missing",
            "warning: h.json:1: /line is not a known key",
            "warning: h.json:1: /bout is not a known key");
    assertThat(problems("{'name': 'a', 'port': 'x', 'baud': 666}"))
        .containsExactly("error: h.json:1: /baud must not be 666");
  }

  @Test
  void areDescribedAmongTheOthers() {
    assertThat(ConfigReference.of(Unit.class).lines().skip(2))
        .containsExactly(
            "| `name` | string | required | Name. |",
            "| `baud` | integer 50..115200 | `9600` | Speed. |",
            "| `port` | string | required | Port. |",
            "| `id` | integer | `1` | Id. |");
    assertThat(ConfigSchema.of(Unit.class)).contains("\"baud\"").doesNotContain("\"line\"");
  }

  @Test
  void haveNoRulesOfTheirOwn() {
    assertThatThrownBy(() -> RecordShape.of(Careless.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nobody would call its check");
  }

  private static ConfigResult<Unit> read(String text) {
    return ConfigReader.read("h.json", text.replace('\'', '"'), Unit.class);
  }

  private static List<String> problems(String text) {
    return read(text).problems().stream().map(Object::toString).toList();
  }
}

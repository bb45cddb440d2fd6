package io.tidegate.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A mistake hides no other one, and is told once: nothing is told that only follows from it. */
class EveryProblemAtOnceTest {

  enum Kind {
    PLAIN,
    TLS
  }

  record Security(
      Kind kind,
      @Nullable String cert,
      @Nullable String key,
      @Default("1") @Range(min = 1, max = 9) int depth)
      implements Checked {

    @Override
    public void check(Problems problems) {
      if (kind == Kind.TLS && cert == null) {
        problems.error("cert", "is required with TLS");
      }
      if ((cert == null) != (key == null)) {
        problems.error(cert == null ? "cert" : "key", "belongs to the other");
      }
    }
  }

  record Link(
      String name,
      @Default("1883") @Range(min = 1, max = 65535) int port,
      Security security,
      @Default("[]") @SkipInvalid List<Item> items)
      implements Checked {

    @Override
    public void check(Problems problems) {
      if (port == 8883 && security.kind() == Kind.PLAIN) {
        problems.error("port", "is that of TLS");
      }
      if (name.isBlank()) {
        problems.error("name", "must not be blank");
      }
      if (items.isEmpty()) {
        problems.warning("items", "is empty");
      }
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i).value().equals("?")) {
          problems.warning("items/" + i + "/value", "is odd");
        }
      }
    }
  }

  record Item(String value) {}

  @Test
  void anErrorInsideANestedRecordDoesNotHideTheRulesOfItsParent() {
    assertThat(
            problems(
                "{'name': ' ', 'port': 8883, 'items': [{'value': 'a'}],"
                    + " 'security': {'kind': 'plain', 'depth': 10}}"))
        .containsExactlyInAnyOrder(
            "error: /name must not be blank",
            "error: /port is that of TLS",
            "error: /security/depth must be an integer 1..9 but is 10");
  }

  @Test
  void aMissingSectionDoesNotHideTheRulesOfTheRest() {
    assertThat(problems("{'name': '', 'items': [{'value': 'a'}]}"))
        .containsExactlyInAnyOrder(
            "error: /name must not be blank", "error: /security is required but missing");
  }

  @Test
  void aRuleThatDependsOnAnUnreadableKeyIsNotToldAsBroken() {
    assertThat(
            problems(
                "{'name': 'a', 'port': 8883, 'items': [{'value': 'a'}],"
                    + " 'security': {'kind': 'tsl'}}"))
        .containsExactlyInAnyOrder(
            "error: /security/kind must be one of `PLAIN`, `TLS` but is \"tsl\"");
  }

  @Test
  void aRuleThatDoesNotDependOnTheUnreadableKeyIsTold() {
    assertThat(
            problems(
                "{'name': 'a', 'items': [{'value': 'a'}],"
                    + " 'security': {'kind': 'tsl', 'key': 'k'}}"))
        .containsExactlyInAnyOrder(
            "error: /security/cert belongs to the other",
            "error: /security/kind must be one of `PLAIN`, `TLS` but is \"tsl\"");
  }

  @Test
  void aKeyOfTheWrongTypeIsNotToldToBeMissing() {
    assertThat(
            problems(
                "{'name': 'a', 'items': [{'value': 'a'}],"
                    + " 'security': {'kind': 'tls', 'cert': [], 'key': 'k'}}"))
        .containsExactlyInAnyOrder("error: /security/cert must be a string but is an array");
  }

  @Test
  void theRestOfAListIsToldByThePlacesInTheFile() {
    assertThat(
            problems(
                "{'name': 'a', 'security': {'kind': 'plain'},"
                    + " 'items': [{'value': []}, {'value': '?'}]}"))
        .containsExactlyInAnyOrder(
            "error: /items/0/value must be a string but is an array",
            "warning: /items/1/value is odd");
  }

  @Test
  void aListOfNothingButMistakesIsNotToldToBeEmpty() {
    ConfigResult<Link> result =
        read("{'name': 'a', 'security': {'kind': 'plain'}, 'items': [{'value': []}]}");
    assertThat(result.problems()).hasSize(1);
    assertThat(result.value()).extracting(Link::items).isEqualTo(List.of());
  }

  private static List<String> problems(String json) {
    return read(json).problems().stream().map(p -> p.toString().replace("h.json:1: ", "")).toList();
  }

  private static ConfigResult<Link> read(String json) {
    return ConfigReader.read("h.json", json.replace('\'', '"'), Link.class);
  }
}

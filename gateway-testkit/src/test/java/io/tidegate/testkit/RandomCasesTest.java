package io.tidegate.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RandomCasesTest {

  @Test
  void theSameSeedGivesTheSameCases() {
    assertThat(RandomCases.seeded(7).record()).isEqualTo(RandomCases.seeded(7).record());
    assertThat(RandomCases.seeded(7).text(50)).isNotEqualTo(RandomCases.seeded(8).text(50));
  }

  @Test
  void aFailureNamesItsSeed() {
    assertThatThrownBy(
            () -> RandomCases.forAll(1000, cases -> assertThat(cases.between(0, 9)).isLessThan(9)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("-Dtidegate.seed=");
  }
}

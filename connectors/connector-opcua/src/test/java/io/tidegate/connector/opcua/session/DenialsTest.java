package io.tidegate.connector.opcua.session;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.RefusedException;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DenialsTest {

  private final IOException refused = new IOException("plc refuses the user operator");

  @Test
  void aRefusedUserIsTriedAgainAfterAPause() {
    Denials denials = new Denials(Duration.ofHours(1), Duration.ofHours(1));
    assertThatCode(denials::check).doesNotThrowAnyException();
    denials.add(refused);
    assertThatThrownBy(denials::check)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("refuses the user operator; to keep the account from being locked");
    denials.clear();
    assertThatCode(denials::check).doesNotThrowAnyException();
    Denials brief = new Denials(Duration.ofMillis(50), Duration.ofHours(1));
    brief.add(refused);
    Awaitility.await().untilAsserted(brief::check);
  }

  @Test
  void thePauseGrows() {
    Denials denials = new Denials(Duration.ofNanos(1), Duration.ofHours(1));
    // Without growth the nanosecond would be over by the time of the check.
    for (int i = 0; i < 50; i++) {
      denials.add(refused);
    }
    assertThatThrownBy(denials::check).isInstanceOf(RefusedException.class);
  }
}

package io.tidegate.engine.deliver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class CrewTest {

  @Test
  void theFirstFailureEndsTheWaiting() {
    try (Crew crew = new Crew()) {
      crew.start("waits", () -> Thread.sleep(Duration.ofMinutes(1)));
      crew.start(
          "fails",
          () -> {
            throw new IOException("connection lost");
          });
      assertThatThrownBy(crew::awaitFailure).hasMessage("connection lost");
    }
  }

  // Without it the others would wait for ever, and the connection would look as if it worked.
  @Test
  void aThreadThatAStrangerInterruptsIsAFailure() {
    try (Crew crew = new Crew()) {
      crew.start(
          "interrupted",
          () -> {
            Thread.currentThread().interrupt();
            Thread.sleep(Duration.ofMinutes(1));
          });
      assertThatThrownBy(crew::awaitFailure).isInstanceOf(IllegalStateException.class);
    }
  }
}

package io.tidegate.engine.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.engine.deliver.Flights.Flight;
import io.tidegate.uplink.Delivery.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightsTest {

  private final Flights flights = new Flights();

  // It would be taken for unsent though it may be out, and go again over the other lane.
  @Test
  void aBatchThatIsBeingSentIsNotInterruptedByTheEndOfItsLane() throws Exception {
    flights.senderBegins();
    assertThat(flights.awaitPermission()).isTrue();

    flights.stopSender();

    assertThat(Thread.interrupted()).isFalse();
    flights.sent(new Flight(new Batch(0, 1, List.of()), Outcome.Accepted::new));
    assertThat(flights.awaitPermission()).isFalse();
    assertThat(flights.size()).isEqualTo(1);
  }

  @Test
  void aSenderThatWaitsIsInterruptedByTheEndOfItsLane() {
    flights.senderBegins();

    flights.stopSender();

    assertThat(Thread.interrupted()).isTrue();
  }

  @AfterEach
  void clear() {
    boolean _ = Thread.interrupted(); // of a test that has failed
  }
}

package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the broker keeps for a session comes again until the log has it. */
class KeptSessionTest extends SessionFixture {

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void whatTheLogHasNotTakenComesAgainInTheNextSession(int version) throws Exception {
    String config = persistent(version, "x", value("#", 1));
    GateSink stuck = GateSink.closed();
    try (var _ = Running.start(config, stuck)) {
      for (int i = 0; i < 50; i++) {
        publisher.publish("a/D", "{'v':" + i + "}");
      }
      stuck.reached.await();
    }
    assertThat(stuck.isEmpty()).isTrue();
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, sink)) {
      assertThat(numbers(sink, 50)).containsExactlyElementsOf(upTo(50));
    }
    // And once taken, never again.
    publisher.publish("a/D", "{'v':99}");
    GateSink last = GateSink.open();
    try (var _ = Running.start(config, last)) {
      assertThat(last.nextNumber()).isEqualTo(99);
    }
  }

  @Test
  void whatWaitsAtTheBrokerIsNotLostBetweenConnectingAndSubscribing() throws Exception {
    String config = persistent(5, "x", value("#", 1));
    Running.open(config, GateSink.open()).close();
    for (int i = 0; i < 200; i++) {
      publisher.publish("a/D", "{'v':" + i + "}");
    }
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, sink)) {
      assertThat(numbers(sink, 200)).containsExactlyElementsOf(upTo(200));
    }
  }

  // The broker sends them before it answers the subscription, and they fill the inbox.
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void moreThanTheInboxHoldsMayWaitAtTheBroker(int version) throws Exception {
    String config = persistent(version, "x", value("#", 1));
    Running.open(config, GateSink.open()).close();
    String filler = "x".repeat(900_000);
    for (int i = 0; i < 30; i++) {
      publisher.publish("a/D", "{'v':" + i + ",'filler':'" + filler + "'}");
    }
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, sink)) {
      assertThat(numbers(sink, 30)).containsExactlyElementsOf(upTo(30));
    }
  }

  @Test
  void aBrokerThatWasRestartedStillHasWhatWasNotTaken() throws Exception {
    String config = persistent(5, "x", value("#", 1));
    GateSink stuck = GateSink.closed();
    try (Running running = Running.start(config, stuck)) {
      publisher.publish("a/D", "{'v':1}");
      stuck.reached.await();
      broker.stop();
      stuck.openGate();
      assertThat(running.end()).isInstanceOf(IOException.class);
    }
    broker.restart();
    GateSink sink = GateSink.open();
    try (var _ = Running.start(config, sink)) {
      assertThat(sink.nextNumber()).isEqualTo(1);
    }
  }
}

package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions begin, wait and end. */
class SessionLifeTest extends SessionFixture {

  // A session without its subscriptions would be silent for ever.
  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aFilterThatTheClientLibraryDoesNotTakeIsNoSession(int version) {
    String config = config("'version':" + version, value("half/\\ud800", 1));
    assertThatThrownBy(() -> Running.open(config, GateSink.open())).isInstanceOf(IOException.class);
  }

  @Test
  void aLogThatIsStuckStopsTheBrokerNotTheHeap() throws Exception {
    GateSink sink = GateSink.closed();
    try (var _ = Running.start(config("", value("#", 0)), sink)) {
      String filler = "x".repeat(1_000_000);
      publisher.publish("a/D", "{'v':0}");
      sink.reached.await();
      for (int i = 1; i < 40; i++) {
        publisher.publish("a/D", "{'v':" + i + ",'filler':'" + filler + "'}");
      }
      sink.openGate();
      assertThat(numbers(sink, 40)).containsExactlyElementsOf(upTo(40));
    }
  }

  @Test
  void anEventLoopThatWaitsForRoomDoesNotDelayTheEnd() throws Exception {
    GateSink sink = GateSink.closed();
    Running running = Running.start(config("", value("#", 0)), sink);
    for (int i = 0; i < 20; i++) {
      publisher.publish("a/D", "{'v':1,'filler':'" + "x".repeat(1_000_000) + "'}");
    }
    sink.reached.await();
    running.close();
    assertThat(sink.isEmpty()).isTrue();
  }

  @Test
  void theEndOfTheConnectionEndsTheSession() throws Exception {
    try (Running running = Running.start(config("", value("#", 1)), GateSink.open())) {
      broker.kill();
      assertThat(running.end()).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  @EnabledOnOs(OS.LINUX) // which shows the files
  void aClientIdThatTheClientLibraryDoesNotTakeLeavesNothingOpen(int version) throws Exception {
    String config = config("'clientId':'half\\ud800','version':" + version, value("#", 1));
    assertThatThrownBy(() -> Running.open(config, GateSink.open())).isInstanceOf(Exception.class);
    Running.awaitNoThreads();
    long before = openFiles();
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> Running.open(config, GateSink.open())).isInstanceOf(Exception.class);
    }
    assertThat(openFiles()).isLessThan(before + 20);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  @Test
  void aSessionThatHasEndedLeavesNoThread() throws Exception {
    String config = config("", value("#", 1));
    Running.start(config, GateSink.open()).close();
    broker.kill();
    assertThatThrownBy(() -> Running.open(config, GateSink.open())).isInstanceOf(IOException.class);
    Running.awaitNoThreads();
  }
}

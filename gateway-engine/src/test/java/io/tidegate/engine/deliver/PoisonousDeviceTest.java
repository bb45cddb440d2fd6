package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Fixtures.settings;
import static io.tidegate.engine.fixture.Numbered.count;
import static io.tidegate.engine.fixture.Numbered.number;
import static io.tidegate.engine.fixture.Numbered.numbers;
import static io.tidegate.engine.fixture.Numbered.store;
import static io.tidegate.engine.fixture.Numbered.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.data.Device;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.supervise.ConnectionState.Online;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Devices on whose names the platform closes the connection. */
class PoisonousDeviceTest extends DeliveryFixture {

  @Test
  void aDeviceOnWhoseNameThePlatformHangsUpIsLeftOutAndItsRecordsPutAside() throws Exception {
    platform.hangUpOnDevice("evil"::equals);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "A", 0, 50);
      store(sink, "evil", 50, 10);
      store(sink, "B", 60, 50);
      gateway.start();
      await().until(gateway::delivered);

      assertThat(gateway.aside())
          .extracting(s -> number(s.record()))
          .containsExactlyElementsOf(upTo(50, 60));
      List<Long> rest = new ArrayList<>(upTo(0, 110));
      rest.removeAll(upTo(50, 60));
      assertThat(numbers(platform.arrived())).containsAll(rest);
      assertThat(gateway.ledger().snapshot().connectors().getFirst().dropped())
          .containsEntry("refused", 10L);

      long opened = count(platform.events(), "open");
      store(sink, "evil", 110, 10);
      store(sink, "A", 120, 10);
      await().until(gateway::delivered);
      assertThat(gateway.aside()).hasSize(20);
      assertThat(count(platform.events(), "open")).isEqualTo(opened);
    }
  }

  // Each new connection announces all devices that are there.
  @Test
  void aDeviceOnWhoseNameItHangsUpIsLeftOutThoughItSendsNothing() throws Exception {
    platform.hangUpOnDevice("evil"::equals);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      for (int i = 0; i < 20; i++) {
        sink.online(new Device("good " + i, "default"));
      }
      sink.online(new Device("evil", "default"));
      gateway.start();

      AtomicLong opened = new AtomicLong();
      await()
          .during(Duration.ofMillis(300))
          .until(() -> {
            long now = count(platform.events(), "open");
            return opened.getAndSet(now) == now && gateway.loop().state() instanceof Online;
          });
      List<String> events = platform.events();
      assertThat(events.subList(events.lastIndexOf("open"), events.size()))
          .contains("announce good 0", "announce good 19");
    }
  }

  @Test
  void suchADeviceIsFoundAmongVeryMany() throws Exception {
    platform.hangUpOnDevice("D 700"::equals);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      for (int i = 0; i < 900; i++) {
        store(sink, "D " + i, i, 1);
      }
      gateway.start();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).extracting(s -> number(s.record())).containsExactly(700L);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(899);
    }
  }

  @Test
  void afterARestartSuchADeviceIsFoundThoughOnlyTheLogKnowsOthers() throws Exception {
    MemoryLog[] disk = new MemoryLog[1];
    try (Gateway before =
        new Gateway(w -> disk[0] = new MemoryLog(w), platform, settings(10, NO_OVERTAKING))) {
      EndpointSink sink = before.connector("c").sink();
      store(sink, "evil", 0, 100);
      store(sink, "A", 100, 100);
    }
    platform.hangUpOnDevice("evil"::equals);
    MemoryLog kept = disk[0];
    try (Gateway gateway =
        new Gateway(w -> kept.reopen(w), platform, settings(10, NO_OVERTAKING))) {
      gateway.start();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).hasSize(100);
      assertThat(numbers(platform.arrived())).containsAll(upTo(100, 200));
    }
  }

  @Test
  void theLiveLaneLeavesOutSuchADeviceToo() throws Exception {
    platform.hangUpOnDevice("evil"::equals);
    try (Gateway gateway = gateway(500)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "evil", 0, 1);
      store(sink, "A", 1, 10);
      gateway.start();
      await().until(gateway::delivered);
      CountDownLatch held = new CountDownLatch(1);
      platform.answerAfter(held);
      store(sink, "A", 11, 1_000);
      await().until(() -> gateway.loop().status().lanes().size() == 2);
      store(sink, "evil", 1_011, 10);
      store(sink, "A", 1_021, 10);
      await().until(() -> numbers(platform.arrived()).contains(1_030L));
      assertThat(gateway.aside()).hasSize(1);
      held.countDown();
      await().until(gateway::delivered);

      assertThat(gateway.aside()).hasSize(11);
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(1_020);
    }
  }

  // It may have no right to tell of devices, and waits for that.
  @Test
  void whileThePlatformHangsUpOnEveryDeviceNoneIsLeftOut() throws Exception {
    platform.hangUpOnDevice(name -> true);
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      store(gateway.connector("c").sink(), "A", 0, 10);
      store(gateway.connector("c").sink(), "B", 10, 10);
      gateway.start();
      await().until(() -> count(platform.events(), "open") > 60);
      platform.hangUpOnDevice(name -> false);
      await().until(gateway::delivered);

      assertThat(gateway.aside()).isEmpty();
      assertThat(gateway.ledger().snapshot().total().delivered()).isEqualTo(20);
    }
  }
}

package io.tidegate.engine.downlink;

import static io.tidegate.engine.fixture.Fixtures.reports;
import static io.tidegate.engine.fixture.Fixtures.settings;
import static io.tidegate.engine.fixture.Fixtures.timeseries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.fixture.FakePlatform;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.fixture.MemoryLog;
import io.tidegate.engine.ingest.EndpointSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SharedAttributesTest {

  private static final Device A = new Device("A", "default");

  private final FakePlatform platform = new FakePlatform(1);
  private final Gateway gateway;
  private final EndpointSink sink;
  private final TestSession session = TestSession.willing().wants("k");

  SharedAttributesTest() throws IOException {
    gateway = new Gateway(MemoryLog::new, platform, settings(10, 1_000));
    sink = gateway.connector("c").sink();
    platform.share("k", new Value.Int(1));
  }

  @BeforeEach
  void start() {
    gateway.start();
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
  }

  @Test
  void aDeviceThatComesIsAskedForAfterItsConnectAndItsSessionIsTold() {
    sink.opened(session);
    sink.online(A);
    await().until(() -> session.asked.size() == 1);
    assertThat(session.asked)
        .containsExactly(new AttributeUpdate(A, Map.of("k", new Value.Int(1)), List.of()));
    assertThat(platform.events()).containsSubsequence("announce A", "attributes A [k]");
  }

  @Test
  void dataOfAKnownDeviceAsksForNothingAgain() throws Exception {
    sink.opened(session);
    for (int i = 0; i < 50; i++) {
      sink.accept(reports(timeseries("A", i, "n", new Value.Int(i))));
    }
    await().until(gateway::delivered);
    await().until(() -> session.asked.size() == 1);
    assertThat(asked()).isEqualTo(1);
  }

  @Test
  void aDeviceWithoutSharedAttributesIsNotAskedFor() throws Exception {
    sink.opened(TestSession.willing());
    sink.accept(reports(timeseries("A", 1, "n", new Value.Int(1))));
    await().until(gateway::delivered);
    assertThat(asked()).isZero();
  }

  @Test
  void aStarAsksForAll() {
    sink.opened(session.wants("x", "*"));
    sink.online(A);
    await().until(() -> platform.events().contains("attributes A []"));
  }

  @Test
  void everyKnownDeviceIsAskedForWhenThePlatformIsBack() {
    sink.opened(session);
    for (int i = 0; i < 30; i++) {
      sink.online(new Device("D" + i, "default"));
    }
    await().until(() -> session.asked.size() == 30);
    platform.down();
    platform.share("k", new Value.Int(2));
    platform.up();
    await().until(() -> session.asked.size() == 60);
    assertThat(session.asked.getLast())
        .isInstanceOfSatisfying(
            AttributeUpdate.class,
            update -> assertThat(update.values()).containsEntry("k", new Value.Int(2)));
  }

  @Test
  void aNewSessionIsToldOfItsDevicesAndTheOldOneOnce() {
    sink.opened(session);
    sink.online(A);
    await().until(() -> session.asked.size() == 1);
    sink.closed();
    TestSession next = TestSession.willing().wants("k");
    sink.opened(next);
    await().until(() -> next.asked.size() == 1);
    assertThat(session.asked).hasSize(1);
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void aDeviceAnnouncedBeforeItsSessionIsAskedForWhenThatOpens() {
    gateway.registry().online(A, "c");
    await().until(() -> platform.events().contains("announce A"));
    assertThat(asked()).isZero();
    sink.opened(session);
    await().until(() -> session.asked.size() == 1);
  }

  @Test
  void aDeviceThatComesBackIsAskedForAgain() {
    sink.opened(session);
    sink.online(A);
    await().until(() -> session.asked.size() == 1);
    sink.offline(A);
    await().until(() -> platform.events().contains("withdraw A"));
    sink.online(A);
    await().until(() -> session.asked.size() == 2);
  }

  @Test
  void whatThePlatformChangesMeanwhileIsNotOverwrittenByItsEarlierAnswer() {
    Outlets outlets = new Outlets(gateway.registry());
    gateway.registry().online(A, "x");
    Outlet outlet = outlets.add("x");
    TestSession told = TestSession.willing();
    outlet.opened(told);
    try (DownlinkRouter router =
            new DownlinkRouter(outlets, new io.tidegate.engine.fixture.ManualPulse());
        AttributeQueries.Query query = router.query("A")) {
      router.toDevice(
          new AttributeUpdate(A, Map.of("a", new Value.Int(2)), List.of("b")), new Answers());
      Map<String, Value> answer =
          Map.of("a", new Value.Int(1), "b", new Value.Int(1), "c", new Value.Int(1));
      query.answered(A, answer, router::handOver);
      await().until(() -> router.lanes() == 0);
    }
    assertThat(((AttributeUpdate) told.asked.getLast()).values())
        .containsEntry("c", new Value.Int(1));
    assertThat(told.asked)
        .allSatisfy(each ->
            assertThat(((AttributeUpdate) each).values())
                .doesNotContainEntry("a", new Value.Int(1))
                .doesNotContainKey("b"));
  }

  private long asked() {
    return platform.events().stream().filter(event -> event.startsWith("attributes")).count();
  }
}

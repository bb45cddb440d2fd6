package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.fixture.ManualPulse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DownlinkRouterTest {

  private static final Device A = new Device("A", "default");

  private final ManualPulse pulse = new ManualPulse();
  private final DeviceRegistry registry = new DeviceRegistry(100, pulse);
  private final Outlets outlets = new Outlets(registry);
  private final DownlinkRouter router = new DownlinkRouter(outlets, pulse);

  /** Nothing is left behind, whatever happened. */
  @AfterEach
  void nothingIsLeft() {
    router.close();
    await().until(() -> router.lanes() == 0);
    assertThat(pulse.alarms()).isZero();
  }

  @Test
  void theSessionOfTheDeviceCarriesTheRequestOut() throws Exception {
    TestSession session = new TestSession(_ -> new Reply.Answered(new Value.Int(7)));
    connector("c", session, "A");
    assertThat(call("A", "get").await()).isEqualTo(new Reply.Answered(new Value.Int(7)));
    assertThat(session.asked).hasSize(1);
  }

  @Test
  void anUnknownDeviceIsAnsweredAtOnce() throws Exception {
    assertThat(call("nobody", "get").await())
        .isEqualTo(new Reply.Failed("device nobody is not known to the gateway"));
    assertThat(update("nobody", "k", 1).await()).isInstanceOf(Reply.Failed.class);
  }

  @Test
  void aCommandWaitsForTheSessionToConnectAndIsCarriedOutThen() throws Exception {
    Outlet outlet = outlets.add("c");
    registry.online(A, "c");
    outlet.reported("A");
    Answers answers = call("A", "set");
    assertThat(answers.count()).isZero();
    outlet.opened(TestSession.willing());
    assertThat(answers.await()).isEqualTo(new Reply.Done());
  }

  @Test
  void aCommandWhoseTimeIsOverIsRefusedAndNeverCarriedOut() throws Exception {
    Outlet outlet = outlets.add("c");
    registry.online(A, "c");
    Answers answers = call("A", "set");
    pulse.advance(Duration.ofSeconds(5));
    assertThat(answers.await()).isEqualTo(new Reply.Expired());
    TestSession session = TestSession.willing();
    outlet.opened(session);
    call("A", "next").await();
    assertThat(methods(session)).containsExactly("next");
  }

  @Test
  void aCommandThatHangsIsInterruptedAtItsTimeLimitAndTheNextIsNot() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicBoolean leaked = new AtomicBoolean();
    connector(
        "c",
        new TestSession(request -> {
          if (((RpcRequest) request).method().equals("hang")) {
            hangs.countDown();
            Thread.sleep(Duration.ofMinutes(10));
          }
          leaked.set(Thread.currentThread().isInterrupted());
          return new Reply.Done();
        }),
        "A");
    Answers hanging = call("A", "hang", Duration.ofSeconds(2));
    Answers next = call("A", "next", Duration.ofSeconds(60));
    hangs.await();
    pulse.advance(Duration.ofSeconds(2));
    assertThat(hanging.await()).isEqualTo(new Reply.Expired());
    assertThat(next.await()).isEqualTo(new Reply.Done());
    assertThat(leaked).isFalse();
  }

  @Test
  void aLimitThatNobodyCouldMeanDoesNoHarm() throws Exception {
    connector("c", TestSession.willing(), "A");
    assertThat(call("A", "get", Duration.ofMillis(Long.MAX_VALUE)).await())
        .isEqualTo(new Reply.Done());
    assertThat(call("A", "get", Duration.ofSeconds(-1)).await()).isEqualTo(new Reply.Expired());
  }

  @Test
  void bugsOfAConnectorAreAnsweredAndEndNothing() throws Exception {
    connector(
        "c",
        new TestSession(request ->
            switch (((RpcRequest) request).method()) {
              case "runtime" -> throw new IllegalStateException("oops");
              case "error" -> throw new StackOverflowError("deep");
              case "null" -> nothing();
              case "io" -> throw new IOException("bus is silent");
              case "interrupt" -> {
                Thread.currentThread().interrupt();
                throw new InterruptedException();
              }
              default -> new Reply.Done();
            }),
        "A");
    for (String method : List.of("runtime", "error", "null")) {
      assertThat(call("A", method).await())
          .isInstanceOfSatisfying(
              Reply.Failed.class,
              failed -> assertThat(failed.reason()).startsWith("a bug in the connector"));
    }
    assertThat(call("A", "io").await()).isEqualTo(new Reply.Failed("bus is silent"));
    assertThat(call("A", "interrupt").await()).isEqualTo(new Reply.Failed("interrupted"));
    assertThat(call("A", "fine").await()).isEqualTo(new Reply.Done());
  }

  @Test
  void aTimeLimitOfAFaultyConnectorEndsNothing() throws Exception {
    Outlet outlet = outlets.add("c");
    registry.online(A, "c");
    outlet.opened(new Faulty());
    assertThat(call("A", "get").await()).isEqualTo(new Reply.Unsupported());
  }

  @Test
  void anAnswerThatFailsEndsNothing() throws Exception {
    connector("c", TestSession.willing(), "A");
    router.toDevice(
        new RpcRequest(A, 1, "m", new Value.Json("null"), null),
        _ -> {
          throw new IllegalStateException("can't be encoded");
        });
    assertThat(call("A", "next").await()).isEqualTo(new Reply.Done());
  }

  @Test
  void oneDeviceThatHangsDelaysNoOther() throws Exception {
    connector(
        "c",
        new TestSession(request -> {
          if (((RpcRequest) request).device().equals(A)) {
            Thread.sleep(Duration.ofMinutes(10));
          }
          return new Reply.Done();
        }),
        "A",
        "B");
    Answers hanging = call("A", "get");
    assertThat(call("B", "get").await()).isEqualTo(new Reply.Done());
    assertThat(hanging.count()).isZero();
  }

  @Test
  void theEndpointThatReportedTheDeviceLastGetsItsRequests() throws Exception {
    TestSession first = TestSession.willing();
    TestSession second = TestSession.willing();
    Outlet one = connector("c", first, "A");
    connector("d", second, "A");
    call("A", "m1").await();
    one.reported("A");
    call("A", "m2").await();
    assertThat(methods(first)).containsExactly("m2");
    assertThat(methods(second)).containsExactly("m1");
  }

  @Test
  void aRequestThatWaitsForOneEndpointGoesToTheOtherWhenThatReportsTheDevice() throws Exception {
    Outlet down = outlets.add("c");
    down.reported("A");
    registry.online(A, "c");
    Answers answers = call("A", "m");
    Outlet up = outlets.add("c");
    up.opened(TestSession.willing());
    up.reported("A");
    assertThat(answers.await()).isEqualTo(new Reply.Done());
  }

  @Test
  void aDeviceThatHasNotReportedIsServedByTheSessionThatKnowsIt() throws Exception {
    registry.remember(A, "c");
    outlets.add("c").opened(new TestSession(_ -> new Reply.Unsupported()));
    TestSession knows = TestSession.willing();
    outlets.add("c").opened(knows);
    assertThat(call("A", "m").await()).isEqualTo(new Reply.Done());
  }

  @Test
  void requestsWaitWhileAConnectorIsReplacedByAChangedOne() throws Exception {
    outlets.configured(List.of("c"));
    Outlet old = connector("c", TestSession.willing(), "A");
    old.closed();
    Answers update = update("A", "k", 1);
    old.retire();
    Answers call = call("A", "m");
    assertThat(update.count() + call.count()).isZero();
    TestSession session = TestSession.willing();
    outlets.add("c").opened(session);
    old.reported("A"); // a straggler of the old connector
    assertThat(update.await()).isEqualTo(new Reply.Done());
    assertThat(call.await()).isEqualTo(new Reply.Done());
    assertThat(session.asked).hasSize(2);
  }

  @Test
  void aDeviceThatThePlatformHasDeletedIsUnknownUntilItReportsAgain() throws Exception {
    Outlet outlet = connector("c", TestSession.willing(), "A");
    outlet.closed();
    Answers waits = update("A", "k", 1);
    registry.forget("A");
    outlets.forget("A");
    assertThat(waits.await()).isInstanceOf(Reply.Failed.class);
    outlet.opened(TestSession.willing());
    assertThat(call("A", "m").await())
        .isEqualTo(new Reply.Failed("device A is not known to the gateway"));
    registry.seen(A, "c");
    outlet.reported("A");
    assertThat(call("A", "m").await()).isEqualTo(new Reply.Done());
  }

  @Test
  void whatWaitsForAConnectorThatIsRemovedIsAnswered() throws Exception {
    outlets.configured(List.of("c"));
    Outlet outlet = connector("c", TestSession.willing(), "A");
    outlet.closed();
    Answers update = update("A", "k", 1);
    Answers call = call("A", "m");
    outlet.retire();
    outlets.configured(List.of());
    assertThat(update.await()).isEqualTo(stopped());
    assertThat(call.await()).isEqualTo(stopped());
  }

  @Test
  void updatesWaitForTheDeviceAndOnlyTheLastValueOfEachAttributeGoesToIt() throws Exception {
    Outlet outlet = outlets.add("c");
    registry.online(A, "c");
    List<Answers> answers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      answers.add(update("A", "k" + i % 2, i));
    }
    router.toDevice(new AttributeUpdate(A, Map.of(), List.of("k1")), new Answers());
    pulse.advance(Duration.ofDays(2));
    TestSession session = TestSession.willing();
    outlet.opened(session);
    for (Answers each : answers) {
      assertThat(each.await()).isEqualTo(new Reply.Done());
    }
    await().until(() -> router.lanes() == 0);
    AttributeUpdate last = (AttributeUpdate) session.asked.getLast();
    assertThat(last.values()).isEqualTo(Map.of("k0", new Value.Int(998)));
    assertThat(last.deleted()).containsExactly("k1");
    assertThat(session.asked).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void anUpdateThatMeetsALostConnectionGoesToTheNextOne() throws Exception {
    Outlet outlet = outlets.add("c");
    registry.online(A, "c");
    outlet.opened(
        new TestSession(_ -> {
          outlet.closed();
          throw new IOException("connection reset");
        }));
    Answers answers = update("A", "k", 1);
    TestSession next = TestSession.willing();
    await().until(() -> outlet.session() == null);
    outlet.opened(next);
    assertThat(answers.await()).isEqualTo(new Reply.Done());
    assertThat(next.asked).hasSize(1);
  }

  @Test
  void anUpdateThatHangsIsGivenUpAfterAWhile() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    connector(
        "c",
        new TestSession(_ -> {
          begun.countDown();
          Thread.sleep(Duration.ofMinutes(10));
          return new Reply.Done();
        }),
        "A");
    Answers answers = update("A", "k", 1);
    begun.await();
    pulse.advance(Duration.ofSeconds(5));
    assertThat(answers.await()).isEqualTo(new Reply.Expired());
  }

  @Test
  void tooManyRequestsAreRefusedAndThoseThatAreOverMakeRoom() throws Exception {
    registry.online(A, "c");
    outlets.add("c");
    List<Answers> waiting = new ArrayList<>();
    Answers refused = call("A", "m");
    while (refused.count() == 0) {
      waiting.add(refused);
      assertThat(waiting).hasSizeLessThan(200);
      refused = call("A", "m");
    }
    assertThat(refused.await()).isInstanceOf(Reply.Failed.class);
    pulse.advance(Duration.ofSeconds(5));
    for (Answers each : waiting) {
      assertThat(each.await()).isEqualTo(new Reply.Expired());
    }
    Answers after = call("A", "m");
    assertThat(after.count()).isZero();
  }

  @Test
  void hugeRequestsThatWaitAreBoundedForAllDevicesTogether() throws Exception {
    outlets.add("c");
    Value huge = new Value.Json('"' + "x".repeat(1_000_000) + '"');
    List<Answers> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Device device = new Device("D" + i, "default");
      registry.online(device, "c");
      Answers answers = new Answers();
      router.toDevice(new RpcRequest(device, i, "m", huge, null), answers);
      all.add(answers);
    }
    assertThat(all.stream().filter(each -> each.count() == 0)).hasSizeBetween(3, 4);
    pulse.advance(Duration.ofSeconds(5));
    await().until(() -> router.lanes() == 0 || all.stream().allMatch(each -> each.count() == 1));
    Answers small = call("D1", "m");
    assertThat(small.count()).as("there is room again").isZero();
  }

  @Test
  void aStopAnswersWhatRunsAndWhatWaitsAndCarriesNothingOutAnyMore() throws Exception {
    TestSession session = TestSession.hanging();
    connector("c", session, "A");
    List<Answers> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(call("A", "m"));
      all.add(update("A", "k", i));
    }
    await().until(() -> session.asked.size() == 1);
    router.close();
    for (Answers each : all) {
      assertThat(each.await()).isEqualTo(new Reply.Failed("the gateway is stopping"));
    }
    assertThat(call("A", "m").await()).isEqualTo(new Reply.Failed("the gateway is stopping"));
    await().until(() -> router.lanes() == 0);
    assertThat(session.asked).hasSize(1);
  }

  private Outlet connector(String name, Session session, String... devices) {
    Outlet outlet = outlets.add(name);
    outlet.opened(session);
    for (String device : devices) {
      registry.online(new Device(device, "default"), name);
      outlet.reported(device);
    }
    return outlet;
  }

  private Answers call(String device, String method) {
    return call(device, method, null);
  }

  private Answers call(String device, String method, @Nullable Duration limit) {
    Answers answers = new Answers();
    router.toDevice(
        new RpcRequest(new Device(device, "default"), 1, method, new Value.Json("null"), limit),
        answers);
    return answers;
  }

  private Answers update(String device, String name, int value) {
    Answers answers = new Answers();
    router.toDevice(
        new AttributeUpdate(
            new Device(device, "default"), Map.of(name, new Value.Int(value)), List.of()),
        answers);
    return answers;
  }

  private static List<String> methods(TestSession session) {
    return session.asked.stream().map(request -> ((RpcRequest) request).method()).toList();
  }

  private static Reply stopped() {
    return new Reply.Failed("no connector serves the device any more");
  }

  @SuppressWarnings("NullAway") // what a faulty connector may do
  private static Reply nothing() {
    return null;
  }

  private static final class Faulty implements Session {

    @Override
    public void run() {}

    @Override
    public Duration timeLimit(Downlink request) {
      throw new IllegalStateException("oops");
    }

    @Override
    public void close() {}
  }
}

package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Commands: their devices, their time, their number. */
class DownlinkRouterTest extends RouterFixture {

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
}

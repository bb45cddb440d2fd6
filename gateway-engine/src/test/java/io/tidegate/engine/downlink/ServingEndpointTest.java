package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which endpoint serves a device, while endpoints and devices come and go. */
class ServingEndpointTest extends RouterFixture {

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

  private static Reply stopped() {
    return new Reply.Failed("no connector serves the device any more");
  }
}

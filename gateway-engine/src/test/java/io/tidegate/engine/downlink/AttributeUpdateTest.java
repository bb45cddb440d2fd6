package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Attribute updates, which wait for their device. */
class AttributeUpdateTest extends RouterFixture {

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
}

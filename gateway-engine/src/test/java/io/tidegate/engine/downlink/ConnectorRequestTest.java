package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.fixture.ManualPulse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to a connector, which may have several sessions. */
@Timeout(20)
class ConnectorRequestTest {

  private final ManualPulse pulse = new ManualPulse();
  private final Outlets outlets = new Outlets(new DeviceRegistry(100, pulse));
  private final DownlinkRouter router = new DownlinkRouter(outlets, pulse);

  @AfterEach
  void nothingIsLeft() {
    router.close();
    await().until(() -> pulse.alarms() == 0);
  }

  @Test
  void itGoesToAllSessionsThoughOneFails() throws Exception {
    TestSession works = TestSession.willing();
    session(away());
    session(works);
    assertThat(call().await()).isEqualTo(new Reply.Failed("away"));
    assertThat(works.asked).hasSize(1);
  }

  @Test
  void aConnectorWithoutASessionIsAnsweredAtOnce() throws Exception {
    assertThat(call().await()).isEqualTo(new Reply.Failed("connector c is not connected"));
  }

  @Test
  void theSessionsAreAskedAtOnceAndListedInTheirOrder() throws Exception {
    CyclicBarrier together = new CyclicBarrier(3);
    for (int i = 0; i < 3; i++) {
      Reply reply = list("[{\"n\":%d}]".formatted(i));
      session(
          new TestSession(_ -> {
            try {
              together.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
              throw new IOException(e);
            }
            return reply;
          }));
    }
    assertThat(call().await()).isEqualTo(list("[{\"n\":0},{\"n\":1},{\"n\":2}]"));
  }

  @Test
  void whatFailsIsOneOfTheListOfTheOthers() throws Exception {
    session(new TestSession(_ -> list("[{\"n\":1},{\"n\":2}]")));
    session(
        new TestSession(_ -> {
          throw new IOException("no \"line\"\n");
        }));
    session(
        new TestSession(_ -> {
          throw new IllegalStateException("oops");
        }));
    session(new TestSession(_ -> new Reply.Unsupported()));
    session(new TestSession(_ -> list("[]")));
    session(TestSession.willing());
    assertThat(call().await())
        .isEqualTo(
            list(
                "[{\"n\":1},{\"n\":2},{\"error\":\"no \\\"line\\\"\\u000a\",\"code\":500},"
                    + "{\"error\":\"a bug in the connector: java.lang.IllegalStateException: oops\","
                    + "\"code\":500},{\"success\":true}]"));
  }

  @Test
  void whoHangsIsLateAndInterruptedAndKeepsNoReplyOfTheOthersBack() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    BlockingQueue<Thread> quick = new LinkedBlockingQueue<>();
    CountDownLatch begun = new CountDownLatch(1);
    session(
        new TestSession(_ -> {
          begun.countDown();
          try {
            Thread.sleep(Duration.ofMinutes(10));
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
          return list("[{\"n\":1}]");
        }));
    session(
        new TestSession(_ -> {
          quick.add(Thread.currentThread());
          return list("[{\"n\":2}]");
        }));
    Answers answers = call();
    begun.await();
    quick.take().join();
    pulse.advance(Duration.ofSeconds(5));
    assertThat(answers.await())
        .isEqualTo(list("[{\"error\":\"Request timeout\",\"code\":408},{\"n\":2}]"));
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aSessionThatHangsAloneExpires() throws Exception {
    TestSession hanging = TestSession.hanging();
    session(hanging);
    Answers answers = call();
    await().until(() -> hanging.asked.size() == 1);
    pulse.advance(Duration.ofSeconds(5));
    assertThat(answers.await()).isEqualTo(new Reply.Expired());
  }

  @Test
  void aStopAnswersWhatRuns() throws Exception {
    TestSession hanging = TestSession.hanging();
    session(hanging);
    session(TestSession.hanging());
    Answers answers = call();
    await().until(() -> hanging.asked.size() == 1);
    router.close();
    assertThat(answers.await()).isEqualTo(new Reply.Failed("the gateway is stopping"));
  }

  private void session(Session session) {
    outlets.add("c").opened(session);
  }

  private Answers call() {
    Answers answers = new Answers();
    router.toConnector("c", new ConnectorRequest(1, "set", new Value.Json("null"), null), answers);
    return answers;
  }

  private static TestSession away() {
    return new TestSession(_ -> {
      throw new IOException("away");
    });
  }

  private static Reply list(String json) {
    return new Reply.Answered(new Value.Json(json));
  }
}

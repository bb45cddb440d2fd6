package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Answer;
import io.tidegate.testkit.thingsboard.ConnectAnswer;
import io.tidegate.testkit.thingsboard.Counters.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ThingsBoard away, deaf, dumb or unfriendly. */
final class OutageIT {

  private static final int RATE = 500;
  private static final int OUTAGE_SECONDS = Rig.ROUNDS >= 20 ? 60 : 20;

  /** The goal is 2 s; a busy machine gets more. */
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  @Test
  void whatWaitedThroughAnOutageArrivesAndFlowsAtOnceAfterIt()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.flow(RATE);
      rig.field.awaitMore(RATE);
      rig.platform.goDown();
      rig.field.awaitMore((long) RATE * OUTAGE_SECONDS);
      assertFlowsSoonAfter(rig, "an outage", () -> rig.platform.comeBack());
      finish(rig);
      rig.arrivals.assertOrder(rig.field, 2);
      assertThat(rig.arrivals.repeated()).as("repeated").isLessThan(2L * RATE);
    }
  }

  @Test
  void whatIsPublishedBeforeThingsBoardIsThereArrives() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.platform.goDown();
      rig.start();
      rig.field.flow(RATE);
      rig.field.awaitMore(5L * RATE);
      rig.awaitStatus("it waits", s -> s.waiting() > RATE);
      assertFlowsSoonAfter(rig, "the first start", () -> rig.platform.comeBack());
      finish(rig);
    }
  }

  @Test
  void whatIsNewArrivesWhileABacklogDrains() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.configuration.thingsboard().put("port", rig.link.port());
      rig.platform.goDown();
      rig.start();
      rig.field.publish(20_000);
      rig.awaitStatus("all wait", s -> s.waiting() >= 20_000);
      rig.link.throttle(150_000);
      rig.platform.comeBack();
      Rig.awaitThat("the backlog begins to drain", () -> rig.arrivals.distinct() > 500);
      rig.field.publish(100);
      long newest = rig.field.published() - 1;
      long start = System.nanoTime();
      Rig.awaitThat("the newest arrives", () -> rig.arrivals.has(newest));
      long missing = rig.arrivals.missing(newest).cardinality();
      Rig.say(
          "live data after %d ms while %d older ones waited",
          (System.nanoTime() - start) / 1_000_000, missing);
      assertThat(missing).as("older ones that still wait").isGreaterThan(1_000);
      rig.link.restore();
      finish(rig);
      rig.arrivals.assertOrder(rig.field, 2);
    }
  }

  static Stream<Answer> answers() {
    return Stream.of(
        new Answer.RefuseAndClose(ReasonCode.QUOTA_EXCEEDED),
        new Answer.Refuse(ReasonCode.QUOTA_EXCEEDED),
        new Answer.Close());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void whatIsAnsweredSoForAWhileArrivesLater(Answer answer)
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.flow(RATE);
      rig.field.awaitMore(RATE);
      rig.platform.behaviour().answerData(answer);
      Rig.awaitThat(
          "it was tried again and again",
          () -> rig.platform.counters().get(Count.REFUSED_ON_DEMAND) > 4);
      rig.platform.behaviour().normal();
      finish(rig);
      assertThat(rig.status().total("dropped")).isZero();
    }
  }

  static Stream<ConnectAnswer> connectAnswers() {
    return Stream.of(
        new ConnectAnswer.Close(),
        new ConnectAnswer.AcceptAndClose(),
        new ConnectAnswer.Refuse(ReasonCode.SERVER_UNAVAILABLE),
        new ConnectAnswer.Refuse(ReasonCode.NOT_AUTHORIZED));
  }

  @ParameterizedTest
  @MethodSource("connectAnswers")
  void whatIsPublishedWhileConnectsFailArrivesLater(ConnectAnswer answer)
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.flow(RATE);
      rig.field.awaitMore(RATE);
      rig.platform.behaviour().onConnect(answer);
      rig.platform.cutConnections();
      rig.field.awaitMore(4L * RATE);
      rig.platform.behaviour().normal();
      finish(rig);
    }
  }

  // Waits for a time limit of 30 s, and lets the others run meanwhile.
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void aPlatformThatNeverAcknowledgesIsLeftAndAllIsSentAgain()
      throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.publish(RATE);
      rig.awaitAll();
      rig.platform.behaviour().answerData(new Answer.Ignore());
      long connects = rig.platform.counters().get(Count.CONNECTS);
      rig.field.flow(RATE);
      Rig.awaitThat(
          "a new connection", () -> rig.platform.counters().get(Count.CONNECTS) > connects);
      rig.platform.behaviour().normal();
      rig.platform.cutConnections();
      finish(rig);
    }
  }

  // Waits for a time limit of 30 s, and lets the others run meanwhile.
  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void aLinkThatForwardsNothingIsLeftAndAllIsSentAgain() throws IOException, InterruptedException {
    try (Rig rig = new Rig(folder)) {
      rig.configuration.thingsboard().put("port", rig.link.port());
      rig.start();
      rig.field.publish(RATE);
      rig.awaitAll();
      rig.link.halfOpen();
      rig.field.flow(RATE);
      rig.awaitStatus("the connection counts as dead", s -> !s.northIsOnline());
      rig.link.reset();
      rig.link.restore();
      finish(rig);
    }
  }

  private interface Return {
    void run() throws IOException;
  }

  private static void assertFlowsSoonAfter(Rig rig, String what, Return back) throws IOException {
    long before = rig.arrivals.distinct();
    long start = System.nanoTime();
    back.run();
    Rig.awaitThat("data flows", () -> rig.arrivals.distinct() > before);
    long took = (System.nanoTime() - start) / 1_000_000;
    Rig.say("data flows %d ms after %s", took, what);
    assertThat(took).as("ms until data flows").isLessThan(SOON.toMillis());
  }

  private static void finish(Rig rig) throws IOException, InterruptedException {
    rig.field.halt();
    rig.awaitAll();
    rig.arrivals.assertLastMarks(rig.field);
    rig.arrivals.assertTimes(rig.field);
  }
}

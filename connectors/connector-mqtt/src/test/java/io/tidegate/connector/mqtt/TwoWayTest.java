package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Rejection;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.testkit.MosquittoProcess;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose devices answer, with a real broker: whose answer is whose. */
class TwoWayTest extends TwoWayFixture {

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void requestsOnOneResponseTopicGoOneAfterTheOther(int version) throws Exception {
    device.answering("request/#", _ -> Optional.of("response/all"));
    List<CompletableFuture<Reply>> replies = new ArrayList<>();
    try (var down = Downward.start(broker.port(), version, SHARED, sink)) {
      for (int i = 0; i < 50; i++) {
        replies.add(down.begin(i % 2 == 0 ? ask("D" + i, i) : connectorAsk(i)));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(replies.get(i).get(20, TimeUnit.SECONDS))
            .isEqualTo(new Reply.Answered(new Value.Text(String.valueOf(i))));
      }
    }
  }

  @Test
  void theSecondRequestWaitsUntilTheTimeOfTheFirstIsOver() throws Exception {
    try (var down = Downward.start(broker.port(), 5, rule("response/all", 300), sink)) {
      CompletableFuture<Reply> first = down.begin(ask("D1", 1));
      assertThat(device.next()).isEqualTo("request/D1 1");
      CompletableFuture<Reply> second = down.begin(ask("D2", 2));
      assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(new Reply.Expired());
      assertThat(device.next()).isEqualTo("request/D2 2");
      device.publish("response/all", "two");
      assertThat(second.get(20, TimeUnit.SECONDS))
          .isEqualTo(new Reply.Answered(new Value.Text("two")));
    }
  }

  @Test
  void aRequestThatIsGivenUpWhileItWaitsIsNeverSent() throws Exception {
    try (var down = Downward.start(broker.port(), 5, SHARED, sink)) {
      CompletableFuture<Reply> first = down.begin(ask("D1", 1));
      assertThat(device.next()).isEqualTo("request/D1 1");
      CompletableFuture<Reply> second = down.begin(ask("D2", 2));
      second.cancel(true);
      CompletableFuture<Reply> third = down.begin(ask("D3", 3));
      device.publish("response/all", "one");
      assertThat(first.get(20, TimeUnit.SECONDS))
          .isEqualTo(new Reply.Answered(new Value.Text("one")));
      assertThat(device.next()).isEqualTo("request/D3 3");
      device.publish("response/all", "three");
      assertThat(third.get(20, TimeUnit.SECONDS))
          .isEqualTo(new Reply.Answered(new Value.Text("three")));
    }
    assertThat(device.hasMore()).isFalse();
  }

  // The third one waits for its turn, so that the subscription is still there.
  @Test
  void anAnswerThatComesTooLateIsCounted() throws Exception {
    try (var down = Downward.start(broker.port(), 5, SHARED, sink)) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        replies.add(down.begin(ask("D", i)));
      }
      device.next();
      // One request is answered by the first, and while the next one is on its way there is none
      // that waits.
      for (int i = 0; i < 200; i++) {
        device.publish("response/all", "x");
      }
      Rejection late = sink.nextRejection();
      assertThat(late.reason()).isEqualTo("late response");
      assertThat(late.source()).isEqualTo("response/all");
      replies.forEach(reply -> reply.cancel(true));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aMessageTheBrokerHasKeptIsNoAnswer(int version) throws Exception {
    device.retain("response/all", "old");
    device.answering("request/#", _ -> Optional.of("response/all"));
    try (var down = Downward.start(broker.port(), version, SHARED, sink)) {
      assertThat(down.ask(ask("D1", 1))).isEqualTo(new Reply.Answered(new Value.Text("1")));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aMappingOfTheResponseTopicGoesOnAndGetsTheAnswerOnce(int version) throws Exception {
    device.answering("request/#", _ -> Optional.of("response/all"));
    for (String filter : List.of("response/#", "response/all")) {
      try (var down =
          Downward.start(
              "{'broker':{'host':'127.0.0.1','port':%d,'version':%d},'mapping':[%s],'requestsMapping':{%s}}"
                  .formatted(broker.port(), version, mapping(filter), SHARED),
              sink)) {
        for (int i = 0; i < 3; i++) {
          assertThat(down.ask(rpc("D1", "{'v':" + i + "}")))
              .isEqualTo(new Reply.Answered(new Value.Text("{\"v\":" + i + "}")));
          assertThat(sink.nextNumber()).isEqualTo(i);
        }
        device.publish("response/all", "{\"v\":7}");
        assertThat(sink.nextNumber()).isEqualTo(7);
        assertThat(sink.isEmpty()).isTrue();
      }
    }
  }

  @Test
  void aBrokerThatTakesOneMessageAtATimeGetsThemAll() throws Exception {
    try (MosquittoProcess narrow =
            MosquittoProcess.in(Files.createDirectory(folder.resolve("narrow")))
                .option("max_inflight_messages 1")
                .option("set_tcp_nodelay true")
                .start();
        FieldDevice narrowDevice = new FieldDevice(narrow.port(), "request/#");
        var down = Downward.start(narrow.port(), 5, rule("", 0), sink)) {
      List<CompletableFuture<Reply>> replies = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        replies.add(down.begin(ask("D" + i, i)));
      }
      for (CompletableFuture<Reply> reply : replies) {
        assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo(new Reply.Done());
        assertThat(narrowDevice.next()).startsWith("request/D");
      }
    }
  }
}

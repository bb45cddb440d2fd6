package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of commands whose devices answer, with a real broker. */
class TwoWayEndTest extends TwoWayFixture {

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aConnectionThatEndsEndsTheWaiting(int version) throws Exception {
    try (var down = Downward.start(broker.port(), version, SHARED, sink)) {
      CompletableFuture<Reply> first = down.begin(ask("D1", 1));
      CompletableFuture<Reply> second = down.begin(ask("D2", 2));
      device.next();
      broker.kill();
      assertThat(first.get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Failed.class);
      assertThat(second.get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Failed.class);
    }
    Running.awaitNoThreads();
  }

  @Test
  void aSessionThatIsClosedEndsTheWaiting() throws Exception {
    CompletableFuture<Reply> reply;
    try (var down = Downward.start(config(SHARED), sink)) {
      reply = down.begin(ask("D1", 1));
      device.next();
    }
    // The device may have the request before the broker has acknowledged it.
    assertThat(reply.get(20, TimeUnit.SECONDS))
        .isIn(
            new Reply.Failed("waiting for an answer on response/all: the connection is closed"),
            new Reply.Failed("publishing to request/D1: the connection is closed"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aThousandRequestsLeaveNoSubscription(int version) throws Exception {
    device.answering(
        "request/D/+",
        message ->
            Optional.of(message.getTopic().toString().replace("request", "response"))
                .filter(t -> !t.endsWith("7")));
    try (var down =
        Downward.start(
            broker.port(),
            version,
            rule("response/D/${requestId}", 150)
                .replace("request/${deviceName}", "request/D/${requestId}"),
            sink)) {
      for (int i = 0; i < 1000; i += 100) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int j = i; j < i + 100; j++) {
          CompletableFuture<Reply> reply = down.begin(ask("D", j));
          replies.add(reply);
          if (j % 50 == 1) {
            reply.cancel(true);
          }
        }
        for (CompletableFuture<Reply> reply : replies) {
          if (!reply.isCancelled()) {
            assertThat(reply.get(20, TimeUnit.SECONDS))
                .isInstanceOfAny(Reply.Answered.class, Reply.Expired.class);
          }
        }
      }
      // The broker tells of changes only; a number that there was not on the way.
      Stream<String> others = IntStream.range(0, 200).mapToObj(i -> "other/" + i);
      try (var _ = new FieldDevice(broker.port(), others.toArray(String[]::new));
          var watch = new FieldDevice(broker.port(), "$SYS/broker/subscriptions/count")) {
        Awaitility.await().until(() -> watch.next().endsWith(" 203"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aKeptSessionIsFreedOfTheResponseTopicsOfTheConnectionBefore(int version) throws Exception {
    MqttConfig read =
        ConfigTexts.config(
            ("{'broker':{'host':'127.0.0.1','port':%d,'version':%d,'clientId':'kept',"
                    + "'cleanStart':false,'cleanSession':false,'sessionExpiryInterval':600},"
                    + "'requestsMapping':{%s}}")
                .formatted(broker.port(), version, SHARED));
    var endpoint = new MqttConnector().endpoints(read).getFirst();
    try (var down = Downward.of(endpoint.open(sink))) {
      CompletableFuture<Reply> reply = down.begin(ask("D1", 1));
      device.next();
      broker.stop();
      assertThat(reply.get(20, TimeUnit.SECONDS)).isInstanceOf(Reply.Failed.class);
    }
    broker.restart();
    try (var again = Downward.of(endpoint.open(sink))) {
      // Opening waits for no end of a subscription; the broker does one thing after the other.
      Value first = Downward.json("{'requestTopicExpression':'first','value':1,'qos':1}");
      assertThat(again.connectorRpc("set", first)).isEqualTo(new Reply.Done());
      assertFreed(again);
    }
    assertThat(sink.hasRejections()).isFalse();
  }

  private void assertFreed(Downward again) throws Exception {
    try (var late = new FieldDevice(broker.port(), "request/#", "response/#")) {
      late.publish("response/all", "late");
      late.next();
      late.answering("request/#", _ -> Optional.of("response/D2"));
      Value rule =
          new Value.Text(
              "requestTopicExpression=request/D2;responseTopicExpression=response/D2;value=1");
      // By then the broker would have sent the late one.
      assertThat(again.connectorRpc("get", rule))
          .isEqualTo(new Reply.Answered(new Value.Text("1")));
    }
  }
}

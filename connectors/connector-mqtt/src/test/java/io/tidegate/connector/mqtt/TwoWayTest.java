package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.testkit.MosquittoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands whose devices answer, with a real broker: whose answer is whose, and what is left. */
class TwoWayTest {

  /** All devices answer on one topic. */
  private static final String SHARED = rule("response/all", 5000);

  @TempDir Path folder = Path.of("");

  private final GateSink sink = GateSink.open();
  private MosquittoProcess broker;
  private FieldDevice device;

  @BeforeEach
  void start() throws IOException {
    MosquittoProcess.assumeInstalled();
    broker =
        MosquittoProcess.in(folder)
            .option("sys_interval 1")
            .option("set_tcp_nodelay true")
            .persistent()
            .start();
    device = new FieldDevice(broker.port(), "request/#");
  }

  @AfterEach
  void stop() {
    device.close();
    broker.close();
  }

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
      assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Reply.Expired());
      assertThat(device.next()).isEqualTo("request/D2 2");
      device.publish("response/all", "two");
      assertThat(second.get(5, TimeUnit.SECONDS))
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
      assertThat(first.get(5, TimeUnit.SECONDS))
          .isEqualTo(new Reply.Answered(new Value.Text("one")));
      assertThat(device.next()).isEqualTo("request/D3 3");
      device.publish("response/all", "three");
      assertThat(third.get(5, TimeUnit.SECONDS))
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

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void aConnectionThatEndsEndsTheWaiting(int version) throws Exception {
    try (var down = Downward.start(broker.port(), version, SHARED, sink)) {
      CompletableFuture<Reply> first = down.begin(ask("D1", 1));
      CompletableFuture<Reply> second = down.begin(ask("D2", 2));
      device.next();
      broker.kill();
      assertThat(first.get(2, TimeUnit.SECONDS)).isInstanceOf(Reply.Failed.class);
      assertThat(second.get(2, TimeUnit.SECONDS)).isInstanceOf(Reply.Failed.class);
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
    assertThat(reply.get(2, TimeUnit.SECONDS))
        .isEqualTo(
            new Reply.Failed("waiting for an answer on response/all: the connection is closed"));
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
      assertThat(reply.get(2, TimeUnit.SECONDS)).isInstanceOf(Reply.Failed.class);
    }
    broker.restart();
    try (var again = Downward.of(endpoint.open(sink));
        var late = new FieldDevice(broker.port(), "request/#", "response/#")) {
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
    assertThat(sink.hasRejections()).isFalse();
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

  private static Downlink ask(String device, int number) {
    return Downward.rpc(device, number, "ask", new Value.Int(number));
  }

  private static Downlink rpc(String device, String params) {
    return Downward.rpc(device, 1, "ask", Downward.json(params));
  }

  private static Downlink connectorAsk(int number) {
    return new Downlink.ConnectorRequest(
        number,
        "get",
        new Value.Text(
            "requestTopicExpression=request/D;responseTopicExpression=response/all;value="
                + number),
        null);
  }

  private String config(String requests) {
    return "{'broker':{'host':'127.0.0.1','port':%d},'requestsMapping':{%s}}"
        .formatted(broker.port(), requests);
  }

  private static String rule(String responseTopic, int timeout) {
    return ("'serverSideRpc':[{'deviceNameFilter':'.*','methodFilter':'.*','qos':1,"
            + "'requestTopicExpression':'request/${deviceName}','responseTopicExpression':'%s',"
            + "'responseTimeout':%d,'valueExpression':'${params}'}]")
        .formatted(responseTopic, timeout);
  }

  private static String mapping(String filter) {
    return ("{'topicFilter':'%s','converter':{'type':'json','deviceInfo':{"
            + "'deviceNameExpressionSource':'constant','deviceNameExpression':'M'},"
            + "'timeseries':[{'type':'integer','key':'v','value':'${v}'}]}}")
        .formatted(filter);
  }
}

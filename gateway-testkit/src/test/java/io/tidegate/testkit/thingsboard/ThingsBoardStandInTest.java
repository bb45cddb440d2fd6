package io.tidegate.testkit.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.tidegate.data.Value;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Account.Kind;
import io.tidegate.testkit.thingsboard.Counters.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The HiveMQ client is the independent witness. */
class ThingsBoardStandInTest {

  private ThingsBoardStandIn platform;
  private Mqtt5BlockingClient client;

  @BeforeEach
  void connect() throws Exception {
    platform = new ThingsBoardStandIn();
    client = client(StandInSettings.TOKEN);
    client.connect();
  }

  @AfterEach
  void close() {
    platform.close();
  }

  private Mqtt5BlockingClient client(String token) {
    return Mqtt5Client.builder()
        .identifier("test")
        .serverHost("127.0.0.1")
        .serverPort(platform.port())
        .simpleAuth()
        .username(token)
        .applySimpleAuth()
        .buildBlocking();
  }

  private void publish(String topic, String payload) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload.getBytes(UTF_8))
        .send();
  }

  private Mqtt5PubAckReasonCode refusalOf(String topic, String payload) {
    try {
      publish(topic, payload);
      return Mqtt5PubAckReasonCode.SUCCESS;
    } catch (Mqtt5PubAckException e) {
      return e.getMqttMessage().getReasonCode();
    }
  }

  @Test
  void keepsTheTelemetryOfManyDevicesInOneMessage() {
    publish(
        Topics.GATEWAY_TELEMETRY,
        """
        {"A":[{"ts":1000,"values":{"t":1.5,"s":"ü","on":true,"o":{"x":[1, 2]}}},
              {"ts":2000,"values":{"t":2}}],
         "B":[{"values":{"t":3},"ts":3000},{"t":4}]}
        """);

    ReceivedDevice device = platform.received().device("A");
    assertThat(device.timeseries("t").timestamps()).containsExactly(1000, 2000);
    assertThat(device.timeseries("t").values())
        .containsExactly(new Value.Real(1.5), new Value.Int(2));
    assertThat(device.telemetry())
        .containsEntry("s", new Value.Text("ü"))
        .containsEntry("on", new Value.Bool(true))
        .containsEntry("o", new Value.Json("{\"x\":[1, 2]}"));
    assertThat(platform.received().device("B").timeseries("t").timestamps())
        .hasSize(2)
        .contains(3000);
    assertThat(platform.counters().get(Count.TELEMETRY_POINTS)).isEqualTo(7);
  }

  @Test
  void knowsWhetherADeviceWasConnectedBeforeItsData() {
    publish(Topics.GATEWAY_CONNECT, "{\"device\":\"A\",\"type\":\"pump\"}");
    publish(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"fw\":\"1\"},\"B\":{\"fw\":\"2\"}}");

    assertThat(platform.received().device("A"))
        .returns("pump", ReceivedDevice::type)
        .returns(true, ReceivedDevice::connected)
        .returns(0, ReceivedDevice::unannounced)
        .returns(Map.of("fw", new Value.Text("1")), ReceivedDevice::attributes);
    assertThat(platform.received().device("B"))
        .returns("default", ReceivedDevice::type)
        .returns(false, ReceivedDevice::connected)
        .returns(1, ReceivedDevice::unannounced);
  }

  @Test
  void devicesAreGoneWithTheirGateway() {
    publish(Topics.GATEWAY_CONNECT, "{\"device\":\"A\",\"type\":\"pump\"}");
    client.disconnect();

    await().until(() -> !platform.received().device("A").connected());
    assertThat(platform.connectedClients()).isZero();
  }

  @Test
  void countsWhatArrivesTwice() {
    for (int i = 0; i < 3; i++) {
      publish(Topics.GATEWAY_TELEMETRY, "{\"A\":[{\"ts\":1000,\"values\":{\"t\":1}}]}");
    }
    Series series = platform.received().device("A").timeseries("t");
    assertThat(series.duplicates()).isEqualTo(2);
    assertThat(series.distinct()).isEqualTo(1);
  }

  @Test
  void refusesWhatThePlatformRefuses() {
    for (String payload :
        List.of(
            "{\"A\":[{\"ts\":1,\"values\":{\"t\":null}}]}",
            "{\"A\":{\"ts\":1,\"values\":{\"t\":1}}}",
            "{\"A\":[{\"ts\":1,\"values\":{\"t\":1}}]",
            "{\"A\":[{\"ts\":1,\"values\":{\"t\":NaN}}]}",
            "{\"A\":[{\"ts\":1,\"values\":{\"t\":1},\"metadata\":{\"connector\":\"c\"}}]}",
            "[]",
            "")) {
      assertThat(refusalOf(Topics.GATEWAY_TELEMETRY, payload))
          .as(payload)
          .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
    }
    assertThat(refusalOf(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"t\":null}}"))
        .isEqualTo(Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
    assertThat(refusalOf("v1/gateway/nonsense", "{}"))
        .isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID);
    assertThat(platform.received().devices()).isEmpty();
  }

  @Test
  void aDeviceThatIsNoGatewayMaySpeakForItselfOnly() {
    platform.accounts().add(new Account("Lamp", Kind.DEVICE, new Credentials.AccessToken("lamp")));
    client.disconnect();
    client = client("lamp");
    client.connect();

    publish(Topics.OWN_TELEMETRY, "[{\"ts\":5,\"values\":{\"lux\":7}}]");
    publish(Topics.OWN_ATTRIBUTES, "{\"model\":\"L1\"}");

    assertThat(refusalOf(Topics.GATEWAY_TELEMETRY, "{}"))
        .isEqualTo(Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID);
    assertThat(platform.received().device("Lamp").telemetry()).containsKey("lux");
    assertThat(platform.received().device("Lamp").attributes()).containsKey("model");
  }

  @Test
  void aWrongTokenIsRefused() {
    assertThatThrownBy(() -> client("wrong").connect())
        .isInstanceOfSatisfying(
            Mqtt5ConnAckException.class,
            e ->
                assertThat(e.getMqttMessage().getReasonCode())
                    .isEqualTo(Mqtt5ConnAckReasonCode.BAD_USER_NAME_OR_PASSWORD));
  }

  @Test
  void tellsItsSessionLimits() throws Exception {
    platform.behaviour().limits(SessionLimits.DEFAULT.withMaxInflightMessages(7));
    try (Mqtt5Publishes answers = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter("v1/devices/me/rpc/response/+").send();
      publish("v1/devices/me/rpc/request/1", "{\"method\":\"getSessionLimits\",\"params\":{}}");

      var answer = answers.receive(20, TimeUnit.SECONDS).orElseThrow();
      assertThat(answer.getTopic()).hasToString("v1/devices/me/rpc/response/1");
      assertThat(new String(answer.getPayloadAsBytes(), UTF_8))
          .contains("\"maxInflightMessages\":7", "\"maxPayloadSize\":65536", "gatewayRateLimits");
    }
  }

  @Test
  void overAnEnforcedRateLimitItSays0x97AndCloses() {
    platform
        .behaviour()
        .limits(SessionLimits.DEFAULT.withGatewayRateLimits(new RateLimits("", "2:60", "")));
    platform.behaviour().enforceLimits(Behaviour.LimitsEnforcement.ON);
    client.disconnect();
    client.connect();

    publish(Topics.GATEWAY_TELEMETRY, "{\"A\":[{\"t\":1}]}");
    publish(Topics.GATEWAY_TELEMETRY, "{\"A\":[{\"t\":1}]}");
    assertThat(refusalOf(Topics.GATEWAY_TELEMETRY, "{\"A\":[{\"t\":1}]}"))
        .isEqualTo(Mqtt5PubAckReasonCode.QUOTA_EXCEEDED);
    await().until(() -> !client.getState().isConnected());
    assertThat(platform.counters().get(Count.OVER_QUOTA)).isEqualTo(1);
  }

  @Test
  void aPacketLargerThanTheLargestPayloadEndsTheConnection() {
    platform.behaviour().limits(SessionLimits.DEFAULT.withMaxPayloadSize(1000));
    String value = "x".repeat(1000);

    assertThatThrownBy(
            () -> publish(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"t\":\"" + value + "\"}}"))
        .isNotNull();
    await().until(() -> !client.getState().isConnected());
  }

  @Test
  void answersLateWhenToldTo() throws Exception {
    platform.behaviour().answerData(new Answer.Late(Duration.ofMillis(300)));
    long start = System.nanoTime();
    var sent =
        client
            .toAsync()
            .publishWith()
            .topic(Topics.GATEWAY_ATTRIBUTES)
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload("{\"A\":{\"t\":1}}".getBytes(UTF_8))
            .send();

    assertThat(sent.get(20, TimeUnit.SECONDS).getError()).isEmpty();
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    assertThat(platform.received().find("A")).isPresent();
  }

  @Test
  void refusesOnlyWhatItWasToldToRefuse() {
    platform
        .behaviour()
        .answer(
            message -> message.text().contains("poison"),
            new Answer.Refuse(ReasonCode.UNSPECIFIED_ERROR));

    assertThat(refusalOf(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"k\":\"poison\"}}"))
        .isEqualTo(Mqtt5PubAckReasonCode.UNSPECIFIED_ERROR);
    assertThat(refusalOf(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"k\":\"fine\"}}"))
        .isEqualTo(Mqtt5PubAckReasonCode.SUCCESS);
  }

  @Test
  void comesBackOnTheSamePortWithWhatItHad() throws Exception {
    publish(Topics.GATEWAY_TELEMETRY, "{\"A\":[{\"t\":1}]}");
    platform.goDown();
    await().until(() -> !client.getState().isConnected());
    assertThatThrownBy(client::connect).isInstanceOf(RuntimeException.class);

    platform.comeBack();
    client.connect();
    publish(Topics.GATEWAY_TELEMETRY, "{\"A\":[{\"t\":2}]}");
    assertThat(platform.received().count("A", "t")).isEqualTo(2);
  }

  @Test
  void clientsOfABlackholeWaitInVain() {
    platform.behaviour().onConnect(new ConnectAnswer.Blackhole());
    Mqtt5BlockingClient another = client(StandInSettings.TOKEN);
    var connecting = another.toAsync().connect();

    await().until(() -> platform.openConnections() == 2);
    assertThat(connecting).isNotDone();
    platform.cutConnections();
    assertThatThrownBy(connecting::join).isInstanceOf(CompletionException.class);
  }

  @Test
  void deliversCallsAndSharedAttributesAndTakesReplies() throws Exception {
    publish(Topics.GATEWAY_CONNECT, "{\"device\":\"A\",\"type\":\"pump\"}");
    try (Mqtt5Publishes requests = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter(Topics.GATEWAY_RPC).qos(MqttQos.AT_LEAST_ONCE).send();
      client.subscribeWith().topicFilter(Topics.GATEWAY_ATTRIBUTES).send();
      int call = platform.call("A", "start", Map.of("speed", 3));

      String request = payload(requests);
      assertThat(request).contains("\"device\":\"A\"", "\"method\":\"start\"", "\"speed\":3");
      publish(Topics.GATEWAY_RPC, "{\"device\":\"A\",\"id\":" + call + ",\"data\":{\"ok\":true}}");
      assertThat(platform.awaitReply(call, Duration.ofSeconds(20))).isEqualTo("{\"ok\":true}");

      platform.setShared("A", Map.of("limit", 9));
      assertThat(payload(requests)).contains("\"device\":\"A\"", "\"data\":{\"limit\":9}");
    }
  }

  private static String payload(Mqtt5Publishes publishes) throws InterruptedException {
    return new String(
        publishes.receive(20, TimeUnit.SECONDS).orElseThrow().getPayloadAsBytes(), UTF_8);
  }

  @Test
  void refusesTheNextMessagesAndThenNoMore() {
    platform.behaviour().answerNextData(2, new Answer.Refuse(ReasonCode.IMPLEMENTATION_ERROR));
    List<Mqtt5PubAckReasonCode> answers =
        IntStream.range(0, 3)
            .mapToObj(i -> refusalOf(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"k\":" + i + "}}"))
            .toList();

    assertThat(answers)
        .containsExactly(
            Mqtt5PubAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            Mqtt5PubAckReasonCode.IMPLEMENTATION_SPECIFIC_ERROR,
            Mqtt5PubAckReasonCode.SUCCESS);
  }

  @Test
  void aProvisionedPasswordLetsItsClientIn() throws Exception {
    client.disconnect();
    client = client("provision");
    client.connect();
    try (Mqtt5Publishes answers = client.publishes(MqttGlobalPublishFilter.ALL)) {
      client.subscribeWith().topicFilter(Topics.PROVISION_RESPONSE).send();
      publish(
          Topics.PROVISION_REQUEST,
          """
          {"provisionDeviceKey":"key","provisionDeviceSecret":"secret","deviceName":"G2",
           "credentialsType":"MQTT_BASIC","clientId":"c2","username":"u2","password":"p2",
           "gateway":true}
          """);
      assertThat(payload(answers)).contains("\"status\":\"SUCCESS\"", "\"userName\":\"u2\"");
      publish(Topics.PROVISION_REQUEST, "{\"provisionDeviceKey\":\"wrong\"}");
      assertThat(payload(answers)).contains("\"status\":\"NOT_FOUND\"", "errorMsg");
    }
    assertThat(platform.accounts().all())
        .contains(new Account("G2", Kind.GATEWAY, new Credentials.Basic("c2", "u2", "p2")));
    Mqtt5BlockingClient fresh =
        Mqtt5Client.builder()
            .identifier("c2")
            .serverHost("127.0.0.1")
            .serverPort(platform.port())
            .simpleAuth()
            .username("u2")
            .password("p2".getBytes(UTF_8))
            .applySimpleAuth()
            .buildBlocking();
    fresh.connect();
    assertThat(fresh.getState().isConnected()).isTrue();
  }
}

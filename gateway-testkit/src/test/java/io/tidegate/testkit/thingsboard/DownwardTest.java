package io.tidegate.testkit.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient.Mqtt5Publishes;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import io.tidegate.testkit.thingsboard.Behaviour.RequestsAnswer;
import io.tidegate.testkit.thingsboard.Counters.Count;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes from the stand-in to a device; the HiveMQ client is the independent witness. */
class DownwardTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ThingsBoardStandIn platform;
  private Mqtt5BlockingClient client;
  private Mqtt5Publishes received;

  @BeforeEach
  void connect() throws Exception {
    platform = new ThingsBoardStandIn();
    client =
        Mqtt5Client.builder()
            .identifier("test")
            .serverHost("127.0.0.1")
            .serverPort(platform.port())
            .simpleAuth()
            .username(StandInSettings.TOKEN)
            .applySimpleAuth()
            .buildBlocking();
    received = client.publishes(MqttGlobalPublishFilter.ALL);
    client.connect();
    for (String filter :
        List.of(
            Topics.GATEWAY_RPC,
            Topics.GATEWAY_ATTRIBUTES,
            Topics.GATEWAY_ATTRIBUTES_RESPONSE,
            Topics.OWN_ATTRIBUTES,
            Topics.OWN_RPC_REQUEST + "+")) {
      client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send();
    }
    publish(Topics.GATEWAY_CONNECT, "{\"device\":\"A\",\"type\":\"pump\"}");
  }

  @AfterEach
  void close() {
    received.close();
    platform.close();
  }

  private void publish(String topic, String payload) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload.getBytes(UTF_8))
        .send();
  }

  private String next() throws InterruptedException {
    return received
        .receive(20, TimeUnit.SECONDS)
        .map(each -> each.getTopic() + " " + new String(each.getPayloadAsBytes(), UTF_8))
        .orElseThrow(() -> new AssertionError("nothing came"));
  }

  @Test
  void aCallCarriesItsNumberAndItsParamsAsTheyAre() throws Exception {
    int call = platform.call("A", "start", null);
    assertThat(next())
        .isEqualTo(
            "v1/gateway/rpc {\"device\":\"A\",\"data\":{\"id\":1,\"method\":\"start\",\"params\":null}}");
    publish(Topics.GATEWAY_RPC, "{\"device\":\"A\",\"id\":" + call + ",\"data\":\"done\"}");
    assertThat(platform.awaitReply(call, PATIENCE)).isEqualTo("\"done\"");
    assertThat(platform.replies(call)).extracting(RpcReply::qos).containsExactly(1);
  }

  @Test
  void theGatewayIsCalledByItsName() throws Exception {
    int call = platform.call(StandInSettings.GATEWAY, "gateway_ping", Map.of());
    assertThat(next())
        .isEqualTo("v1/devices/me/rpc/request/1 {\"method\":\"gateway_ping\",\"params\":{}}");
    publish(Topics.OWN_RPC_RESPONSE + call, "{\"code\":200}");
    assertThat(platform.awaitReply(call, PATIENCE)).isEqualTo("{\"code\":200}");
  }

  @Test
  void aSecondReplyAndOneThatNobodyAskedForAreCounted() {
    int call = platform.call("A", "start", 1);
    publish(Topics.GATEWAY_RPC, "{\"device\":\"A\",\"id\":" + call + ",\"data\":1}");
    publish(Topics.GATEWAY_RPC, "{\"device\":\"A\",\"id\":" + call + ",\"data\":2}");
    publish(Topics.GATEWAY_RPC, "{\"device\":\"B\",\"id\":" + call + ",\"data\":3}");
    publish(Topics.GATEWAY_RPC, "{\"device\":\"A\",\"id\":77,\"data\":4}");
    assertThat(platform.replies(call)).extracting(RpcReply::body).containsExactly("1", "2");
    assertThat(platform.counters().get(Count.DUPLICATE_REPLIES)).isEqualTo(1);
    assertThat(platform.counters().get(Count.UNASKED_REPLIES)).isEqualTo(2);
    assertThat(platform.counters().get(Count.REPLIES)).isEqualTo(4);
  }

  @Test
  void aCallWithoutAReplyIsAFailure() {
    int call = platform.call("A", "start", 1);
    assertThatThrownBy(() -> platform.awaitReply(call, Duration.ofMillis(10)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void whatIsSetAndDeletedIsToldAndAnswered() throws Exception {
    platform.setShared("A", Map.of("limit", 9, "mode", "auto"));
    assertThat(next()).startsWith("v1/gateway/attributes {\"device\":\"A\",\"data\":{");
    platform.deleteShared("A", "mode");
    assertThat(next())
        .isEqualTo("v1/gateway/attributes {\"device\":\"A\",\"data\":{\"deleted\":[\"mode\"]}}");
    ask("\"keys\":[\"limit\",\"mode\"],\"client\":false");
    assertThat(next()).endsWith("response {\"id\":1,\"device\":\"A\",\"values\":{\"limit\":9}}");
    ask("\"key\":\"limit\",\"client\":false");
    assertThat(next()).endsWith("response {\"id\":1,\"device\":\"A\",\"value\":9}");
  }

  @Test
  void clientAttributesAreThoseThatWereReported() throws Exception {
    publish(Topics.GATEWAY_ATTRIBUTES, "{\"A\":{\"fw\":\"1.0\"}}");
    ask("\"keys\":[],\"client\":true");
    assertThat(next()).endsWith("response {\"id\":1,\"device\":\"A\",\"values\":{\"fw\":\"1.0\"}}");
  }

  private void ask(String what) {
    publish(Topics.GATEWAY_ATTRIBUTES_REQUEST, "{\"id\":1,\"device\":\"A\"," + what + "}");
  }

  @Test
  void requestsMayStayWithoutAnswer() throws Exception {
    platform.behaviour().answerRequests(RequestsAnswer.NONE);
    ask("\"keys\":[],\"client\":false");
    platform.setShared("A", Map.of("limit", 9));
    assertThat(next()).startsWith("v1/gateway/attributes {");
  }

  @Test
  void sharedAttributesOfTheGatewayGoToItself() throws Exception {
    platform.setShared(StandInSettings.GATEWAY, Map.of("limit", 9));
    assertThat(next()).isEqualTo("v1/devices/me/attributes {\"limit\":9}");
  }

  @Test
  void claimsAreKept() {
    publish(Topics.GATEWAY_CLAIM, "{\"A\":{\"secretKey\":\"s\",\"durationMs\":60000},\"B\":{}}");
    assertThat(platform.claims())
        .containsExactly(new Claim("A", "s", Duration.ofMinutes(1)), new Claim("B", null, null));
  }

  @Test
  void requestsAndRepliesThatThePlatformWouldNotUnderstandAreRefused() {
    for (String reply : List.of("{\"device\":\"A\",\"id\":1}", "{\"id\":1,\"data\":1}", "7", "{")) {
      assertThatThrownBy(() -> publish(Topics.GATEWAY_RPC, reply))
          .isInstanceOf(Mqtt5PubAckException.class);
    }
    assertThatThrownBy(() -> publish(Topics.GATEWAY_ATTRIBUTES_REQUEST, "{\"device\":\"A\"}"))
        .isInstanceOf(Mqtt5PubAckException.class);
  }

  @Test
  void anythingCanBeSent() throws Exception {
    platform.send(Topics.GATEWAY_RPC, "no JSON".getBytes(UTF_8));
    assertThat(next()).isEqualTo("v1/gateway/rpc no JSON");
  }

  @Test
  void commandsSteerTheSame() {
    StandInCommands commands = new StandInCommands(platform);
    commands.execute("shared A|{\"limit\":9}");
    commands.execute("requests ignore");
    assertThat(commands.execute("delete A|limit")).containsKey("done");
    assertThat(commands.execute("call A")).containsKey("error");
  }
}

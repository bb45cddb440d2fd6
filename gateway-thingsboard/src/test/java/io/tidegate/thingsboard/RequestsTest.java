package io.tidegate.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.RpcReply;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.DownlinkHandler.Answer;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** Requests from the platform and their replies, over a real connection. */
class RequestsTest extends ConnectedGateway {

  @Test
  void aRequestComesWithAllThatThePlatformSaid() throws Exception {
    field.answer(new Reply.Answered(new Value.Json("{\"result\":{\"value\":5}}")));
    assertThat(reply(platform.call("Dev A", "echo", Map.of("z", 1))))
        .isEqualTo("{\"result\":{\"value\":5}}");
    assertThat(field.next())
        .isEqualTo(
            new RpcRequest(
                new Device("Dev A", "typeA"), 1, "echo", new Value.Json("{\"z\":1}"), null));
    platform.call("Dev A", "echo", "strparams");
    assertThat(field.next())
        .isEqualTo(
            new RpcRequest(
                new Device("Dev A", "typeA"), 2, "echo", new Value.Text("strparams"), null));
    platform.call("Dev A", "echo", null);
    assertThat(field.next())
        .extracting(each -> ((RpcRequest) each).params())
        .isEqualTo(new Value.Json("null"));
  }

  @Test
  void repliesGoOutAsThePythonGatewaySendsThemButAcknowledged() throws Exception {
    field.answer(new Reply.Done());
    int call = platform.call("Dev A", "suc", Map.of());
    assertThat(reply(call)).isEqualTo("\"{\\\"success\\\": true}\"");
    assertThat(platform.log().payloads("v1/gateway/rpc"))
        .containsExactly("{\"device\":\"Dev A\",\"id\":1,\"data\":\"{\\\"success\\\": true}\"}");
    assertThat(platform.replies(call)).extracting(RpcReply::qos).containsExactly(1);
  }

  @Test
  void aMethodOfTheGatewayIsAnsweredOnItsOwnTopic() throws Exception {
    field.answer(new Reply.Answered(new Value.Json("{\"code\":200,\"resp\":\"pong\"}")));
    assertThat(reply(platform.call(GATEWAY, "gateway_ping", Map.of())))
        .isEqualTo("{\"code\":200,\"resp\":\"pong\"}");
    assertThat(field.next())
        .isEqualTo(new GatewayRequest(1, "gateway_ping", new Value.Json("{}"), null));
    field.answer(new Reply.Answered(new Value.Json("{\"ok\":true,\"qos\":0}")));
    int call = platform.call(GATEWAY, "sendCommand", Map.of());
    assertThat(reply(call)).isEqualTo("{\"ok\":true}");
    assertThat(platform.replies(call)).extracting(RpcReply::qos).containsExactly(0);
  }

  @Test
  void aDeviceThatWasNotAnnouncedIsTheHandlersMatter() throws Exception {
    field.answer(new Reply.Failed("device Unknown is not known to the gateway"));
    send("v1/gateway/rpc", "{\"device\":\"Unknown\",\"data\":{\"id\":108,\"method\":\"echo\"}}");
    assertThat(field.next())
        .isEqualTo(
            new RpcRequest(
                new Device("Unknown", "default"), 108, "echo", new Value.Json("null"), null));
    await()
        .untilAsserted(() ->
            assertThat(platform.log().payloads("v1/gateway/rpc"))
                .containsExactly(
                    "{\"device\":\"Unknown\",\"id\":108,\"data\":\"{\\\"error\\\": \\\"device"
                        + " Unknown is not known to the gateway\\\", \\\"success\\\": false}\"}"));
  }

  @Test
  void theTimeLimitOfARequestIsHandedOver() throws Exception {
    for (String timeout : List.of("1500", "1e3", "-1", "\"5\"", "99999999999999999999")) {
      send(
          "v1/gateway/rpc",
          "{\"device\":\"A\",\"data\":{\"id\":1,\"method\":\"m\",\"timeout\":" + timeout + "}}");
    }
    List<Object> limits = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      RpcRequest request = (RpcRequest) field.next();
      limits.add(request.timeLimit() == null ? "none" : request.timeLimit());
    }
    assertThat(limits).containsExactly(Duration.ofMillis(1500), "none", "none", "none", "none");
  }

  @Test
  void whatWasRepliedBeforeTheEndArrives() throws Exception {
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    field.behave((request, answer) -> answers.add(answer));
    List<Integer> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(platform.call("Dev A", "m", i));
    }
    await().until(() -> answers.size() == 50);
    answers.forEach(answer -> answer.reply(new Reply.Failed("the gateway is stopping")));
    delivery.close();
    for (int call : calls) {
      assertThat(reply(call)).contains("stopping");
    }
  }

  @Test
  void anOldPlatformIsServedOverMqtt311() throws Exception {
    delivery.close();
    platform.close();
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.withoutVersion5());
    delivery = new ThingsBoardUplink(Gateways.settings(platform)).open(field);
    announce("Dev A");
    platform.setShared("Dev A", Map.of("sh", 1));
    assertThat(reply(platform.call("Dev A", "m", 1))).isEqualTo("\"{\\\"success\\\": true}\"");
    field.answer(new Reply.Answered(new Value.Json("{\"ok\":true,\"qos\":0}")));
    assertThat(reply(platform.call(GATEWAY, "m", 1))).isEqualTo("{\"ok\":true}");
    assertThat(
            delivery.attributes(new Device("Dev A", "typeA"), AttributeScope.SHARED, List.of("sh")))
        .isEqualTo(Map.of("sh", new Value.Int(1)));
  }
}

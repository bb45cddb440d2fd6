package io.tidegate.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.uplink.DownlinkHandler.Answer;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes and whatever the gateway does: one reply each, and nothing else suffers. */
class HostileRequestsTest extends ConnectedGateway {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "",
        "[]",
        "7",
        "{}",
        "{\"device\":\"Dev A\"}",
        "{\"device\":\"Dev A\",\"data\":{\"method\":\"m\"}}",
        "{\"device\":\"Dev A\",\"data\":{\"id\":\"x\",\"method\":\"m\"}}",
        "{\"device\":\"Dev A\",\"data\":{\"id\":1.5,\"method\":\"m\"}}",
        "{\"device\":\"Dev A\",\"data\":{\"id\":99999999999999999999,\"method\":\"m\"}}",
        "{\"device\":\" \",\"data\":{\"id\":1,\"method\":\"m\"}}",
        "{\"device\":{},\"data\":{\"id\":1,\"method\":\"m\"}}",
      })
  void aRequestThatCanNotBeAnsweredHarmsNothing(String hostile) throws Exception {
    send("v1/gateway/rpc", hostile);
    assertThat(reply(platform.call("Dev A", "echo", 1))).contains("true");
    assertThat(field.next()).isInstanceOf(RpcRequest.class);
    assertThat(platform.log().payloads("v1/gateway/rpc")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no JSON", "", "7", "{}", "{\"method\":5}", "{\"params\":1}"})
  void aRequestWithoutAMethodIsAnswered(String hostile) throws Exception {
    send("v1/devices/me/rpc/request/4711", hostile);
    await()
        .untilAsserted(() ->
            assertThat(platform.log().messages())
                .anyMatch(each ->
                    each.topic().equals("v1/devices/me/rpc/response/4711")
                        && each.payload().contains("names no method")));
    assertThat(field.waiting()).isZero();
  }

  @Test
  void aRequestToTheGatewayWithoutANumberIsAnsweredWhereItWasAsked() throws Exception {
    send("v1/devices/me/rpc/request/abc", "{\"method\":\"gateway_ping\"}");
    assertThat(field.next())
        .isEqualTo(new GatewayRequest(0, "gateway_ping", new Value.Json("null"), null));
  }

  @Test
  void aHandlerThatThrowsStillAnswers() throws Exception {
    field.behave((request, answer) -> {
      throw new IllegalStateException("boom \"x\"");
    });
    assertThat(reply(platform.call("Dev A", "m", 1))).contains("a bug in the gateway", "boom");
    assertThat(reply(platform.call(GATEWAY, "m", 1))).contains("boom", "\"code\":500");
    field.answer(new Reply.Done());
    assertThat(reply(platform.call("Dev A", "m", 1))).contains("true");
  }

  @Test
  void aHandlerThatAnswersTwiceOrThrowsAfterItsAnswerGivesOneReply() throws Exception {
    field.behave((request, answer) -> {
      answer.reply(new Reply.Answered(new Value.Int(1)));
      answer.reply(new Reply.Answered(new Value.Int(2)));
      throw new IllegalStateException("boom");
    });
    int first = platform.call("Dev A", "m", 1);
    assertThat(reply(first)).isEqualTo("1");
    field.answer(new Reply.Done());
    assertThat(reply(platform.call("Dev A", "m", 1))).contains("true");
    assertThat(platform.replies(first)).hasSize(1);
  }

  @Test
  void aRequestDeliveredTwiceWhileItIsCarriedOutIsCarriedOutOnce() throws Exception {
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    field.behave((request, answer) -> answers.add(answer));
    int call = platform.call("Dev A", "m", 1);
    String again = "{\"device\":\"Dev A\",\"data\":{\"id\":" + call + ",\"method\":\"m\"}}";
    send("v1/gateway/rpc", again);
    int other = platform.call("Dev A", "m", 2);
    Answer first = answers.poll(20, TimeUnit.SECONDS);
    Answer second = answers.poll(20, TimeUnit.SECONDS);
    assertThat(second).isNotNull();
    second.reply(new Reply.Done());
    reply(other);
    assertThat(field.waiting()).isEqualTo(2);
    first.reply(new Reply.Done());
    assertThat(reply(call)).contains("true");
  }

  @Test
  void aMegabyteOfParamsComesThrough() throws Exception {
    platform.call("Dev A", "m", "x".repeat(1 << 20));
    assertThat(((RpcRequest) field.next()).params()).isEqualTo(new Value.Text("x".repeat(1 << 20)));
    assertThat(reply(platform.call("Dev A", "m", 1))).contains("true");
  }

  @Test
  void manyLargeRequestsAtOnceHaveOneReplyEach() throws Exception {
    field.answer(new Reply.Done());
    String large = "x".repeat(1 << 20);
    List<Integer> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(platform.call(i % 2 == 0 ? GATEWAY : "Dev A", "m", large));
    }
    for (int call : calls) {
      assertThat(reply(call)).contains("true");
      assertThat(platform.replies(call)).hasSize(1);
    }
  }

  @Test
  void aReplyTooLargeForThePlatformIsReplacedByOneThatSaysSo() throws Exception {
    field.answer(new Reply.Answered(new Value.Text("x".repeat(1 << 20))));
    assertThat(reply(platform.call("Dev A", "m", 1)))
        .contains("the reply has 1048", "takes only 52428", "\\\"success\\\": false");
    assertThat(reply(platform.call(GATEWAY, "m", 1)))
        .contains("the reply has 1048", "\"code\":500");
  }

  @Test
  void aDeviceNameOfAMegabyteHarmsNothing() throws Exception {
    send(
        "v1/gateway/rpc",
        "{\"device\":\"" + "x".repeat(1 << 20) + "\",\"data\":{\"id\":1,\"method\":\"m\"}}");
    assertThat(reply(platform.call("Dev A", "m", 1))).contains("true");
  }

  @Test
  void whatIsNestedTooDeepHarmsNothing() throws Exception {
    send("v1/gateway/rpc", "[".repeat(100_000));
    send("v1/gateway/attributes", "{\"device\":\"A\",\"data\":" + "[".repeat(100_000));
    assertThat(reply(platform.call("Dev A", "m", 1))).contains("true");
  }

  @Test
  void aReplyAfterTheEndOfTheConnectionIsDropped() throws Exception {
    BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    field.behave((request, answer) -> answers.add(answer));
    platform.call("Dev A", "m", 1);
    Answer late = answers.poll(20, TimeUnit.SECONDS);
    platform.goDown();
    await().until(() -> platform.connectedClients() == 0);
    assertThat(late).isNotNull();
    late.reply(new Reply.Done());
    assertThat(platform.counters().get(Count.REPLIES)).isZero();
  }
}

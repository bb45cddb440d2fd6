package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of requests are those of a recorded session of the Python gateway. */
class EncodedTest {

  private static String device(long id, Reply reply) {
    return new String(Encoded.device("Dev A", id, reply).payload(), UTF_8);
  }

  private static String data(Reply reply) {
    return device(1, reply).replaceFirst("^\\{\"device\":\"Dev A\",\"id\":1,\"data\":", "");
  }

  private static String gateway(Reply reply) {
    return new String(Encoded.gateway(reply).payload(), UTF_8);
  }

  private static Reply json(String body) {
    return new Reply.Answered(new Value.Json(body));
  }

  private static Reply text(String body) {
    return new Reply.Answered(new Value.Text(body));
  }

  @Test
  void repliesOfDevicesAreThoseOfThePythonGateway() {
    assertThat(device(101, json("{\"id\":101,\"method\":\"echo\",\"params\":{}}")))
        .isEqualTo(
            "{\"device\":\"Dev A\",\"id\":101,\"data\":{\"id\":101,\"method\":\"echo\",\"params\":{}}}");
    assertThat(device(102, text("22"))).isEqualTo("{\"device\":\"Dev A\",\"id\":102,\"data\":22}");
    assertThat(device(103, json("{\"result\":{\"value\":5}}")))
        .isEqualTo("{\"device\":\"Dev A\",\"id\":103,\"data\":{\"result\":{\"value\":5}}}");
    assertThat(device(104, new Reply.Done()))
        .isEqualTo("{\"device\":\"Dev A\",\"id\":104,\"data\":\"{\\\"success\\\": true}\"}");
    assertThat(device(105, text("\"{\\\"value\\\": 5}\"")))
        .isEqualTo("{\"device\":\"Dev A\",\"id\":105,\"data\":\"{\\\"value\\\": 5}\"}");
    assertThat(device(106, new Reply.Failed("boom \"x\"")))
        .isEqualTo(
            "{\"device\":\"Dev A\",\"id\":106,\"data\":\"{\\\"error\\\": \\\"boom \\\\\\\"x\\\\\\\"\\\","
                + " \\\"success\\\": false}\"}");
    assertThat(device(108, new Reply.Expired()))
        .isEqualTo(
            "{\"device\":\"Dev A\",\"id\":108,\"data\":{\"error\":\"Request timeout\",\"code\":408}}");
  }

  @Test
  void repliesOfTheGatewayAreThoseOfThePythonGateway() {
    assertThat(gateway(json("{\"code\":200,\"resp\":\"pong\"}")))
        .isEqualTo("{\"code\":200,\"resp\":\"pong\"}");
    assertThat(gateway(new Reply.Unsupported()))
        .isEqualTo("{\"error\":\"Method not found\",\"code\":404}");
    assertThat(gateway(json("[{\"a\":1}]"))).isEqualTo("[{\"a\":1}]");
    assertThat(gateway(new Reply.Failed("'str' object has no attribute 'items'")))
        .isEqualTo("{\"error\":\"'str' object has no attribute 'items'\",\"code\":500}");
    assertThat(gateway(new Reply.Done())).isEqualTo("{\"success\":true}");
  }

  @Test
  void anErrorWithAnythingInItIsValidJson() {
    String reason = "a\"b\\c\n\t\u0001 ü € 😀 \ud800";
    assertThat(Json.of(gateway(new Reply.Failed(reason)).getBytes(UTF_8)).path("error").asString())
        .startsWith("a\"b\\c\n\t\u0001 ü € 😀");
    String inner = Json.of(data(new Reply.Failed(reason)).replaceFirst("}$", "")).asString();
    assertThat(Json.of(inner).path("error").asString()).isEqualTo(reason);
  }

  @Test
  void whatIsNotAsciiIsEscapedInATextThatHoldsJson() {
    assertThat(data(new Reply.Failed("ü€😀\u007f\b\f\u0001")))
        .isEqualTo(
            "\"{\\\"error\\\": \\\"\\\\u00fc\\\\u20ac\\\\ud83d\\\\ude00\\\\u007f\\\\b\\\\f\\\\u0001\\\","
                + " \\\"success\\\": false}\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "22|22",
        "{ \"a\" : [ 1, true, null ] }|{\"a\":[1,true,null]}",
        "on|\"on\"",
        "22 33|\"22 33\"",
        "{\"a\":|\"{\\\"a\\\":\"",
        "NaN|\"NaN\"",
        "007|\"007\"",
        "``|\"\"",
        "` `|\" \"",
        "1e400|1E+400",
        "100.0|100.0",
        "12345678901234567890123|12345678901234567890123",
        "ü|\"ü\"",
      })
  void aTextThatIsJsonIsSentAsThatAndAnyOtherAsText(String answer, String sent) {
    assertThat(data(text(answer))).isEqualTo(sent + "}");
    assertThat(gateway(text(answer))).isEqualTo(sent);
  }

  @Test
  void aConnectorThatAnswersWithBrokenJsonStillGivesAReply() {
    assertThat(data(json("{\"a\":"))).contains("no JSON", "\\\"success\\\": false");
    assertThat(gateway(json("{\"a\":"))).contains("no JSON", "\"code\":500");
    assertThat(gateway(json(""))).isEqualTo("null");
  }

  @Test
  void aResultOfTheGatewayCanAskForItsQos() {
    Encoded encoded = Encoded.gateway(json("{\"ok\":true,\"qos\":0}"));
    assertThat(encoded.qos()).isZero();
    assertThat(new String(encoded.payload(), UTF_8)).isEqualTo("{\"ok\":true}");
    assertThat(Encoded.gateway(json("{\"qos\":2}")).qos()).isEqualTo(1);
    assertThat(Encoded.gateway(json("{\"qos\":\"much\"}")).qos()).isEqualTo(1);
    assertThat(Encoded.gateway(text("{\"qos\":0}")).qos()).isEqualTo(1);
    assertThat(data(json("{\"ok\":true,\"qos\":0}"))).isEqualTo("{\"ok\":true,\"qos\":0}}");
  }
}

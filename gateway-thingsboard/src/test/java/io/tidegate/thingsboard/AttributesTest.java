package io.tidegate.thingsboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Answer;
import io.tidegate.testkit.thingsboard.Behaviour.RequestsAnswer;
import io.tidegate.testkit.thingsboard.Claim;
import io.tidegate.thingsboard.Field.OwnAttributes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Attributes that the platform keeps, and claims, over a real connection. */
class AttributesTest extends ConnectedGateway {

  private static final Device DEVICE = new Device("Dev A", "typeA");

  @Test
  void anUpdateAndADeletionComeAsWhatTheyAre() throws Exception {
    platform.setShared("Dev A", Map.of("sh", 1));
    assertThat(field.next())
        .isEqualTo(new AttributeUpdate(DEVICE, Map.of("sh", new Value.Int(1)), List.of()));
    platform.deleteShared("Dev A", "sh", "other");
    assertThat(field.next())
        .isEqualTo(new AttributeUpdate(DEVICE, Map.of(), List.of("sh", "other")));
  }

  @Test
  void anAttributeThatIsCalledDeletedIsNoDeletion() throws Exception {
    platform.setShared("Dev A", Map.of("deleted", true));
    assertThat(field.next())
        .isEqualTo(new AttributeUpdate(DEVICE, Map.of("deleted", new Value.Bool(true)), List.of()));
    send(
        "v1/gateway/attributes",
        "{\"device\":\"Dev A\",\"data\":{\"deleted\":[\"x\"],\"a\":null,\"b\":1e400}}");
    assertThat(field.next())
        .isEqualTo(
            new AttributeUpdate(
                DEVICE,
                Map.of(
                    "deleted", new Value.Json("[\"x\"]"),
                    "a", new Value.Json("null"),
                    "b", new Value.Json("1E+400")),
                List.of()));
  }

  @Test
  void anUpdateThatMakesNoSenseHarmsNothing() throws Exception {
    for (String hostile :
        List.of(
            "no JSON",
            "",
            "[]",
            "{}",
            "{\"device\":\"Dev A\"}",
            "{\"device\":7,\"data\":{\"a\":1}}",
            "{\"device\":\" \",\"data\":{\"a\":1}}",
            "{\"device\":\"Dev A\",\"data\":[1]}",
            "{\"device\":\"Dev A\",\"data\":{}}")) {
      send("v1/gateway/attributes", hostile);
      send("v1/devices/me/attributes", hostile.startsWith("{\"") ? "7" : hostile);
    }
    platform.setShared("Dev A", Map.of("sh", 1));
    assertThat(field.next())
        .isEqualTo(new AttributeUpdate(DEVICE, Map.of("sh", new Value.Int(1)), List.of()));
  }

  @Test
  void attributesOfTheGatewayItselfGoToTheGateway() throws Exception {
    platform.setShared(GATEWAY, Map.of("RemoteLoggingLevel", "INFO"));
    assertThat(field.next())
        .isEqualTo(
            new OwnAttributes(Map.of("RemoteLoggingLevel", new Value.Text("INFO")), List.of()));
    platform.deleteShared(GATEWAY, "RemoteLoggingLevel");
    assertThat(field.next()).isEqualTo(new OwnAttributes(Map.of(), List.of("RemoteLoggingLevel")));
  }

  @Test
  void aRequestIsTheOneOfThePythonGateway() throws Exception {
    platform.setShared("Dev A", Map.of("attr1", "v1", "other", 2));
    assertThat(delivery.attributes(DEVICE, AttributeScope.SHARED, List.of("attr1", "no such")))
        .isEqualTo(Map.of("attr1", new Value.Text("v1")));
    assertThat(delivery.attributes(DEVICE, AttributeScope.SHARED, List.of()))
        .isEqualTo(Map.of("attr1", new Value.Text("v1"), "other", new Value.Int(2)));
    assertThat(platform.log().payloads("v1/gateway/attributes/request"))
        .containsExactly(
            "{\"keys\":[\"attr1\",\"no such\"],\"device\":\"Dev A\",\"client\":false,\"id\":1}",
            "{\"keys\":[],\"device\":\"Dev A\",\"client\":false,\"id\":2}");
  }

  @Test
  void clientAttributesAreThoseThatTheDeviceReported() throws Exception {
    delivery.send(List.of(Records.record("Dev A", 1, Records.attribute("fw", "1.0")))).await();
    assertThat(delivery.attributes(DEVICE, AttributeScope.CLIENT, List.of("fw")))
        .isEqualTo(Map.of("fw", new Value.Text("1.0")));
  }

  @Test
  void aDeviceIsAnnouncedBeforeItsFirstRequest() throws Exception {
    Device unheard = new Device("Unheard", "pump");
    delivery.attributes(unheard, AttributeScope.SHARED, List.of("a"));
    delivery.claim(new Device("Unclaimed", "valve"), null, null);
    assertThat(platform.received().device("Unheard").type()).isEqualTo("pump");
    assertThat(platform.received().device("Unclaimed").type()).isEqualTo("valve");
  }

  @Test
  void aLoneValueIsUnderstoodEvenIfSeveralWereAskedFor() throws Exception {
    platform.setShared("Dev A", Map.of("b", 2));
    platform.behaviour().answerRequests(RequestsAnswer.NONE);
    Thread asking = Thread.ofVirtual().start(() -> answerWithALoneValue());
    assertThat(delivery.attributes(DEVICE, AttributeScope.SHARED, List.of("a", "b")))
        .isEqualTo(Map.of("b", new Value.Int(2)));
    asking.join();
  }

  /** As old versions of the platform do. */
  private void answerWithALoneValue() {
    await().until(() -> !platform.log().payloads("v1/gateway/attributes/request").isEmpty());
    platform.behaviour().answerRequests(RequestsAnswer.GIVEN);
    send("v1/gateway/attributes/response", "{\"id\":1,\"device\":\"Dev A\",\"value\":2}");
  }

  @Test
  void aRefusedRequestFailsAtOnce() {
    platform
        .behaviour()
        .answer(
            message -> message.topic().endsWith("/request"),
            new Answer.Refuse(ReasonCode.IMPLEMENTATION_ERROR));
    assertThatThrownBy(() -> delivery.attributes(DEVICE, AttributeScope.SHARED, List.of("a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0x83");
  }

  @Test
  void aRequestEndsWithTheConnection() throws Exception {
    platform.behaviour().answerRequests(RequestsAnswer.NONE);
    CountDownLatch ended = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          assertThatThrownBy(() -> delivery.attributes(DEVICE, AttributeScope.SHARED, List.of("a")))
              .isInstanceOf(IOException.class);
          ended.countDown();
        });
    await().until(() -> !platform.log().payloads("v1/gateway/attributes/request").isEmpty());
    platform.cutConnections();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> delivery.attributes(DEVICE, AttributeScope.SHARED, List.of("a")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void answersThatMakeNoSenseHarmNothing() throws Exception {
    for (String hostile :
        List.of("no JSON", "", "[]", "{}", "{\"id\":\"x\"}", "{\"id\":77,\"values\":{}}", "7")) {
      platform.send("v1/gateway/attributes/response", hostile.getBytes(UTF_8));
    }
    platform.setShared("Dev A", Map.of("a", 1));
    assertThat(delivery.attributes(DEVICE, AttributeScope.SHARED, List.of("a"))).hasSize(1);
  }

  @Test
  void aClaimTellsSecretAndDurationWhereThereAreSome() throws Exception {
    delivery.claim(DEVICE, "s", Duration.ofMinutes(1));
    delivery.claim(DEVICE, null, Duration.ofMinutes(1));
    delivery.claim(DEVICE, "s", null);
    delivery.claim(DEVICE, null, null);
    assertThat(platform.log().payloads("v1/gateway/claim"))
        .containsExactly(
            "{\"Dev A\":{\"secretKey\":\"s\",\"durationMs\":60000}}",
            "{\"Dev A\":{\"durationMs\":60000}}",
            "{\"Dev A\":{\"secretKey\":\"s\"}}",
            "{\"Dev A\":{}}");
    assertThat(platform.claims()).contains(new Claim("Dev A", "s", Duration.ofMinutes(1)));
  }

  @Test
  void aRefusedClaimFails() {
    platform
        .behaviour()
        .answer(
            message -> message.topic().endsWith("/claim"),
            new Answer.Refuse(ReasonCode.IMPLEMENTATION_ERROR));
    assertThatThrownBy(() -> delivery.claim(DEVICE, "s", null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("0x83");
  }
}

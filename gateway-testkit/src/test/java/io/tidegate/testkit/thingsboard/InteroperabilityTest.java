package io.tidegate.testkit.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.testkit.faults.ProcessFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mosquitto's clients are the independent witnesses that the stand-in speaks real MQTT. */
class InteroperabilityTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ThingsBoardStandIn platform;

  @BeforeEach
  void start() throws Exception {
    platform = new ThingsBoardStandIn();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  // The clients keep their lines to themselves for long when no terminal listens.
  private ProcessFixture mosquitto(String program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "stdbuf",
                "-oL",
                program,
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(platform.port())));
    command.addAll(List.of(arguments));
    return ProcessFixture.start(command);
  }

  private int publish(String version, String qos, String user, String payload) throws Exception {
    try (ProcessFixture client =
        mosquitto(
            "mosquitto_pub",
            "-V",
            version,
            "-q",
            qos,
            "-u",
            user,
            "-t",
            Topics.GATEWAY_TELEMETRY,
            "-m",
            payload)) {
      return client.awaitExit(PATIENCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv5", "mqttv311"})
  void takesEveryQualityOfServiceInBothVersions(String version) throws Exception {
    for (String qos : List.of("0", "1", "2")) {
      String payload = "{\"A\":[{\"ts\":" + qos + ",\"values\":{\"n\":1}}]}";
      assertThat(publish(version, qos, StandInSettings.TOKEN, payload)).isZero();
    }
    await().until(() -> platform.received().count("A", "n") == 3);
    assertThat(platform.received().device("A").timeseries("n").timestamps())
        .as("nobody has to wait for what goes with 0")
        .containsExactlyInAnyOrder(0L, 1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mqttv5", "mqttv311"})
  void tellsAWrongTokenInBothVersions(String version) throws Exception {
    assertThat(publish(version, "1", "wrong", "{}")).isNotZero();
  }

  @Test
  void closesAnOldClientsConnectionAfterAnInvalidPayload() throws Exception {
    assertThat(publish("mqttv311", "1", StandInSettings.TOKEN, "not JSON")).isNotZero();
  }

  // With -q 1 both ways: subscription, delivery and acknowledgement.
  @Test
  void delivers() throws Exception {
    try (ProcessFixture subscriber =
        mosquitto(
            "mosquitto_sub",
            "-V",
            "mqttv5",
            "-q",
            "1",
            "-u",
            StandInSettings.TOKEN,
            "-k",
            "5",
            "-v",
            "-C",
            "1",
            "-d",
            "-t",
            Topics.OWN_ATTRIBUTES)) {
      subscriber.awaitLine(line -> line.contains("Subscribed"), PATIENCE);
      platform.setShared(StandInSettings.GATEWAY, Map.of("logLevel", "DEBUG"));
      assertThat(subscriber.awaitLine(line -> line.startsWith(Topics.OWN_ATTRIBUTES), PATIENCE))
          .endsWith("{\"logLevel\":\"DEBUG\"}");
    }
  }

  @Test
  void anOldPlatformRefusesMqtt5InTheOldFormat() throws Exception {
    platform.close();
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.withoutVersion5());
    assertThat(publish("mqttv5", "1", StandInSettings.TOKEN, "{}")).isNotZero();
    assertThat(publish("mqttv311", "1", StandInSettings.TOKEN, "{\"A\":[{\"n\":1}]}")).isZero();
  }

  // What a client does with /provision/request; user names other than provision get nothing.
  @Test
  void provisionsANewGateway() throws Exception {
    String request =
        "{\"provisionDeviceKey\":\"key\",\"provisionDeviceSecret\":\"secret\",\"token\":\"fresh\","
            + "\"credentialsType\":\"ACCESS_TOKEN\",\"deviceName\":\"GW9\",\"gateway\":true}";
    try (ProcessFixture subscriber =
        mosquitto(
            "mosquitto_sub",
            "-V",
            "mqttv311",
            "-u",
            "provision",
            "-d",
            "-v",
            "-t",
            Topics.PROVISION_RESPONSE)) {
      subscriber.awaitLine(line -> line.contains("Subscribed"), PATIENCE);
      try (ProcessFixture asker =
          mosquitto(
              "mosquitto_rr",
              "-V",
              "mqttv311",
              "-u",
              "provision",
              "-t",
              Topics.PROVISION_REQUEST,
              "-e",
              Topics.PROVISION_RESPONSE,
              "-m",
              request)) {
        assertThat(asker.awaitLine(line -> line.startsWith("{"), PATIENCE))
            .contains("\"status\":\"SUCCESS\"", "\"credentialsValue\":\"fresh\"");
      }
    }
    assertThat(publish("mqttv5", "1", "fresh", "{\"A\":[{\"n\":1}]}")).isZero();
    assertThat(publish("mqttv5", "1", "other", "{}")).isNotZero();
  }
}

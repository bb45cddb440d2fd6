package io.tidegate.thingsboard;

import static io.tidegate.thingsboard.Gateways.NO_DOWNLINKS;
import static io.tidegate.thingsboard.Gateways.announcement;
import static io.tidegate.thingsboard.Gateways.settings;
import static io.tidegate.thingsboard.Records.attribute;
import static io.tidegate.thingsboard.Records.record;
import static io.tidegate.thingsboard.Records.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import io.tidegate.uplink.Delivery.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThingsBoardUplinkTest {

  private ThingsBoardStandIn platform;
  private ThingsBoardUplink uplink;
  private Delivery delivery;

  @BeforeEach
  void connect() throws Exception {
    platform = new ThingsBoardStandIn();
    uplink = new ThingsBoardUplink(settings(platform));
    delivery = uplink.open(NO_DOWNLINKS);
  }

  @AfterEach
  void close() throws IOException {
    delivery.close();
    platform.close();
  }

  @Test
  void dataOfManyDevicesArrivesInOneMessage() throws Exception {
    delivery.announce(announcement("Dev \"A\" 😀", "thermometer"));
    delivery.announce(announcement("B", "default"));
    Receipt receipt =
        delivery.send(
            List.of(
                record("Dev \"A\" 😀", 1000, series("t", 1), attribute("fw", "1.0")),
                record("B", 1000, series("t", 2)),
                record("Dev \"A\" 😀", 1001, series("t", 3), attribute("fw", "1.1"))));
    assertThat(receipt.await()).isInstanceOf(Outcome.Accepted.class);
    var device = platform.received().device("Dev \"A\" 😀");
    assertThat(device.type()).isEqualTo("thermometer");
    assertThat(device.unannounced()).isZero();
    assertThat(device.timeseries("t").timestamps()).containsExactly(1000, 1001);
    assertThat(device.attributes()).containsEntry("fw", new Value.Text("1.1"));
    assertThat(platform.counters().get(Count.TELEMETRY_MESSAGES)).isEqualTo(1);
  }

  @Test
  void onConnectItSubscribesAndAsksForTheLimitsAsThePythonGatewayDoes() {
    assertThat(platform.log().payloads("v1/devices/me/rpc/request/1"))
        .containsExactly("{\"method\":\"getSessionLimits\",\"params\":{\"timeout\":5000}}");
    assertThat(platform.subscriptions())
        .containsExactly(
            "v1/devices/me/attributes 1",
            "v1/devices/me/attributes/response/+ 1",
            "v1/devices/me/rpc/request/+ 1",
            "v1/devices/me/rpc/response/+ 1",
            "v1/gateway/attributes 1",
            "v1/gateway/attributes/response 1",
            "v1/gateway/rpc 1");
  }

  @Test
  void theGatewaysOwnDataArrives() throws Exception {
    Receipt receipt =
        delivery.sendOwn(
            5,
            List.of(
                DataPoint.attribute("Version", new Value.Text("3.8.3")),
                DataPoint.timeseries("stats", new Value.Json("{\"a\":1}"))));
    assertThat(receipt.await()).isInstanceOf(Outcome.Accepted.class);
    assertThat(platform.log().payloads("v1/devices/me/telemetry"))
        .containsExactly("[{\"ts\":5,\"values\":{\"stats\":{\"a\":1}}}]");
    assertThat(platform.log().payloads("v1/devices/me/attributes"))
        .containsExactly("{\"Version\":\"3.8.3\"}");
  }

  @Test
  void connectorDetailsAreToldOncePerDeviceAndConnector() throws Exception {
    delivery.announce(announcement("A", "default"));
    await().until(() -> hasDetails("A"));
    delivery.close();
    platform.log().clear();
    delivery = uplink.open(NO_DOWNLINKS);
    delivery.announce(announcement("A", "default"));
    delivery.announce(announcement("B", "default"));
    await().until(() -> hasDetails("B"));
    assertThat(platform.log().payloads("v1/gateway/attributes"))
        .containsExactly("{\"B\":{\"connectorType\":\"mqtt\",\"connectorName\":\"Plant\"}}");
    assertThat(platform.received().device("A").announcements()).isEqualTo(2);
  }

  @Test
  void aDeviceThatWasDeletedOrAwayTellsItsDetailsAgain() throws Exception {
    delivery.announce(announcement("A", "default"));
    await().until(() -> hasDetails("A"));
    platform.received().clear();
    delivery.announce(announcement("A", "default"));
    await().until(() -> hasDetails("A"));
    delivery.withdraw(new Device("A", "default"));
    platform.received().clear();
    delivery.announce(announcement("A", "default"));
    await().until(() -> hasDetails("A"));
  }

  private boolean hasDetails(String device) {
    return platform.received().find(device).isPresent()
        && platform
            .received()
            .device(device)
            .attributes()
            .equals(
                Map.of(
                    "connectorType", new Value.Text("mqtt"),
                    "connectorName", new Value.Text("Plant")));
  }

  @Test
  void aDeviceThatThePlatformPutsOffIsAnnouncedAgainBeforeItsNextData() throws Exception {
    delivery.announce(announcement("A", "thermometer"));
    delivery.send(List.of(record("A", 1, series("t", 1)))).await();
    platform.disconnectDevice("A", 150);
    await()
        .untilAsserted(() -> {
          delivery.send(List.of(record("A", 2, series("t", 2)))).await();
          assertThat(platform.received().device("A").announcements()).isEqualTo(2);
        });
    assertThat(platform.received().device("A").connected()).isTrue();
  }

  @Test
  void aDeviceThatIsWithdrawnIsDisconnected() throws Exception {
    delivery.announce(announcement("A", "default"));
    delivery.withdraw(new Device("A", "default"));
    await()
        .until(
            () -> platform.received().find("A").filter(device -> !device.connected()).isPresent());
  }

  @Test
  void tenThousandDevicesAreAnnouncedAndShareMessages() throws Exception {
    List<UplinkRecord> records = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      delivery.announce(announcement("Device " + i, "default"));
      records.add(record("Device " + i, 1, series("t", i), series("u", i)));
    }
    assertThat(delivery.send(records).await()).isInstanceOf(Outcome.Accepted.class);
    await().until(() -> hasDetails("Device 9999"));
    assertThat(platform.received().devices().stream().filter(d -> d.announcements() == 1))
        .hasSize(10_000);
    assertThat(platform.counters().get(Count.TELEMETRY_POINTS)).isEqualTo(20_000);
    assertThat(platform.counters().get(Count.TELEMETRY_MESSAGES)).isLessThan(20);
    assertThat(platform.counters().get(Count.ATTRIBUTE_MESSAGES)).isLessThan(1_000);
  }

  @Test
  void aValueTooLargeForThePlatformIsRefusedHereAndTheRestArrives() throws Exception {
    Receipt receipt =
        delivery.send(
            List.of(
                record("A", 1, series("t", 1)),
                record("A", 2, series("huge", "x".repeat(60_000)), series("t", 2))));
    assertThat(receipt.await())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("A", "huge", "52428"));
    assertThat(platform.received().device("A").timeseries("t").count()).isEqualTo(2);
  }

  @Test
  void aClosedDeliveryFailsEverythingWithIoException() throws Exception {
    delivery.close();
    assertThatThrownBy(delivery::awaitEnd).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> delivery.send(List.of(record("A", 1, series("t", 1)))))
        .isInstanceOf(IOException.class);
    await().until(() -> platform.connectedClients() == 0);
  }

  @Test
  void manyMessagesFromTwoThreadsArriveInTheOrderOfEach() throws Exception {
    List<Thread> lanes = new ArrayList<>();
    for (String lane : List.of("live", "backlog")) {
      lanes.add(Thread.ofVirtual().start(() -> sendSome(lane)));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
    for (String lane : List.of("live", "backlog")) {
      await().until(() -> platform.received().device(lane).timeseries("t").count() == 500);
      assertThat(platform.received().device(lane).timeseries("t").timestamps()).isSorted();
    }
  }

  private void sendSome(String lane) {
    try {
      for (int i = 1; i <= 500; i++) {
        delivery.send(List.of(record(lane, i, series("t", i))));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

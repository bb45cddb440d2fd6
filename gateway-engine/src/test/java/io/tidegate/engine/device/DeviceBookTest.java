package io.tidegate.engine.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.data.Device;
import io.tidegate.engine.fixture.ManualPulse;
import io.tidegate.uplink.Delivery.Announcement;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeviceBookTest {

  private static final Device A = new Device("A", "pump");
  private static final Device B = new Device("B", "default");
  private static final ConfiguredConnector PLANT = new ConfiguredConnector("id-1", "Plant", "mqtt");

  private final ManualPulse pulse = new ManualPulse();
  private final DeviceRegistry registry = new DeviceRegistry(100_000, pulse);
  private final Renamings renamings = new Renamings();
  private final Store store = new Store();
  private final DeviceBook book = new DeviceBook(registry, renamings, store, pulse);

  @Test
  void devicesAreKnownAgainUnderTheNameThatTheirConnectorHasNow() {
    store.content =
        List.of(
            new StoredDevice(A, "id-1", "Old name", true, null),
            new StoredDevice(B, "", "Plant", false, null));
    book.open(List.of(PLANT));
    assertThat(registry.announcements()).containsExactly(new Announcement(A, "mqtt", "Plant"));
    assertThat(registry.known("B")).isEqualTo(new KnownDevice(B, "Plant", false, null));
  }

  @Test
  void devicesOfOtherConnectorsAreSkippedAndKeptUntilTheirsIsThere() {
    store.content = List.of(new StoredDevice(A, "id-2", "Hall", true, "A2"));
    book.open(List.of(PLANT));
    registry.online(B, "Plant");
    book.close();
    assertThat(registry.known("A")).isNull();
    assertThat(store.content)
        .containsExactly(
            new StoredDevice(A, "id-2", "Hall", true, "A2"),
            new StoredDevice(B, "id-1", "Plant", true, null));

    book.configured(List.of(PLANT, new ConfiguredConnector("id-2", "Hall", "modbus")));
    assertThat(registry.known("A")).isNotNull();
  }

  @Test
  void manyDevicesAreWrittenOnce() {
    book.open(List.of(PLANT));
    for (int i = 0; i < 10_000; i++) {
      registry.online(new Device("D" + i, "x"), "Plant");
    }
    assertThat(pulse.alarms()).isEqualTo(1);
    pulse.advance(Duration.ofSeconds(1));
    await().until(() -> store.content.size() == 10_000);
    registry.seen(new Device("D1", "x"), "Plant");
    assertThat(pulse.alarms()).isZero();
    book.close();
    assertThat(store.writes).isEqualTo(1);
  }

  @Test
  void aFailingDiskEndsNothingAndIsTriedAgain() {
    book.open(List.of(PLANT));
    store.fails = true;
    registry.online(A, "Plant");
    pulse.advance(Duration.ofSeconds(1));
    await().until(() -> store.failures == 1 && pulse.alarms() == 1);
    store.fails = false;
    pulse.advance(Duration.ofSeconds(10));
    await().until(() -> store.content.size() == 1);
  }

  @Test
  void aFileThatCanNotBeReadEndsNothing() {
    store.fails = true;
    book.open(List.of(PLANT));
    registry.online(A, "Plant");
    book.close();
    store.fails = false;
    book.close();
    assertThat(store.content).hasSize(1);
  }

  // Trace 1-start-rpc-stop at 33.4 s.
  @Test
  void aRenamedDeviceIsRememberedAndRenamingBackEndsThat() {
    book.open(List.of(PLANT));
    registry.online(A, "Plant");
    book.renamed("A", "A2");
    assertThat(renamings.onPlatform("A")).isEqualTo("A2");
    assertThat(renamings.own("A2")).isEqualTo("A");
    book.close();
    assertThat(store.content).containsExactly(new StoredDevice(A, "id-1", "Plant", true, "A2"));

    book.renamed("A2", "A3");
    assertThat(renamings.all()).hasSize(1).containsEntry("A", "A3");
    assertThat(renamings.own("A2")).isEqualTo("A2");
    book.renamed("A3", "A");
    assertThat(renamings.isEmpty()).isTrue();
  }

  @Test
  void twoDevicesMayExchangeTheirNames() {
    book.renamed("B", "tmp");
    book.renamed("A", "B");
    book.renamed("tmp", "A");
    assertThat(renamings.own("A")).isEqualTo("B");
    assertThat(renamings.own("B")).isEqualTo("A");
  }

  @Test
  void aDeletedDeviceIsForgottenAndItsNextDataIsNews() {
    book.open(List.of(PLANT));
    List<String> events = new ArrayList<>();
    registry.listen(new Events(events));
    registry.online(A, "Plant");
    book.renamed("A", "A2");
    book.deleted("A2");
    assertThat(registry.known("A")).isNull();
    registry.seen(A, "Plant");
    assertThat(events).containsExactly("+A", "xA", "+A", "-A", "xA", "+A");
    assertThat(renamings.isEmpty()).isTrue();
  }

  @Test
  void aBlankNameRenamesNothing() {
    book.renamed("A", " ");
    book.renamed("", "A");
    assertThat(renamings.isEmpty()).isTrue();
  }

  private record Events(List<String> events) implements DeviceListener {

    @Override
    public void online(Device device, String connector) {
      events.add("+" + device.name());
    }

    @Override
    public void offline(Device device) {
      events.add("-" + device.name());
    }

    @Override
    public void forgotten(Device device) {
      events.add("x" + device.name());
    }
  }

  private static final class Store implements DeviceStore {

    private volatile List<StoredDevice> content = List.of();
    private volatile boolean fails;
    private volatile int failures;
    private volatile int writes;

    @Override
    public List<StoredDevice> read() throws IOException {
      check();
      return content;
    }

    @Override
    public synchronized void write(List<StoredDevice> devices) throws IOException {
      check();
      writes++;
      content = List.copyOf(devices);
    }

    private synchronized void check() throws IOException {
      if (fails) {
        failures++;
        throw new IOException("disk full");
      }
    }
  }
}

package io.tidegate.engine.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.Device;
import io.tidegate.engine.fixture.ManualPulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InactivityCheckTest {

  private static final Device A = new Device("A", "default");
  private static final Device B = new Device("B", "default");

  private final ManualPulse pulse = new ManualPulse();
  private final DeviceRegistry registry = new DeviceRegistry(10, pulse);
  private final InactivityCheck check =
      new InactivityCheck(registry, Duration.ofSeconds(50), Duration.ofSeconds(1), pulse);
  private final List<String> events = new ArrayList<>();

  InactivityCheckTest() {
    registry.listen(
        new DeviceListener() {
          @Override
          public void online(Device device, String connector) {
            events.add("+" + device.name());
          }

          @Override
          public void offline(Device device) {
            events.add("-" + device.name());
          }
        });
  }

  // core.md §2.7: a device silent for the timeout is disconnected; its next data connects it.
  @Test
  void onlySilentDevicesAreDisconnectedAndDataBringsThemBack() {
    registry.seen(A, "c");
    registry.seen(B, "c");
    for (int i = 0; i < 6; i++) {
      pulse.advance(Duration.ofSeconds(10));
      registry.seen(A, "c");
    }
    assertThat(events).containsExactly("+A", "+B", "-B");

    registry.seen(B, "c");
    assertThat(events).endsWith("+B");
  }

  @Test
  void nothingRunsWhileNoDeviceIsReachable() {
    assertThat(pulse.alarms()).isZero();
    registry.seen(A, "c");
    assertThat(pulse.alarms()).isEqualTo(1);
    pulse.advance(Duration.ofSeconds(60));
    assertThat(events).containsExactly("+A", "-A");
    assertThat(pulse.alarms()).isZero();
  }

  @Test
  void nothingRunsAfterItsEnd() {
    registry.seen(A, "c");
    check.close();
    assertThat(pulse.alarms()).isZero();
  }

  @Test
  void theRegistryIsBounded() {
    for (int i = 0; i < 20; i++) {
      registry.seen(new Device("D" + i, "default"), "c");
    }
    assertThat(registry.snapshot()).hasSize(10);
  }

  @Test
  void aChangedProfileIsRemembered() {
    registry.seen(A, "c");
    registry.seen(new Device("A", "pump"), "c");
    assertThat(registry.announcements().getFirst().device().profile()).isEqualTo("pump");
  }
}

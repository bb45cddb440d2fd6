package io.tidegate.connector.opcua.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.Device;
import io.tidegate.testkit.CapturingSink;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresencesTest {

  private static final Device A = new Device("A", "default");
  private static final Device B = new Device("B", "default");

  private final CapturingSink sink = new CapturingSink();

  @Test
  void aDeviceThatIsMissingForAMomentStaysOnline() {
    Presences presences = new Presences(sink, Duration.ofHours(1));
    assertThat(presences.found(Set.of(A, B))).containsExactlyInAnyOrder(A, B);
    assertThat(presences.found(Set.of(A))).isEmpty();
    assertThat(presences.isAnyMissing()).isTrue();
    assertThat(sink.onlineDevices()).containsExactlyInAnyOrder(A, B);
    assertThat(presences.found(Set.of(A, B))).isEmpty();
    assertThat(presences.isAnyMissing()).isFalse();
  }

  @Test
  void aDeviceWithAnotherProfileIsTheSameDevice() {
    Presences presences = new Presences(sink, Duration.ZERO);
    presences.found(Set.of(A));
    Device other = new Device("A", "other");
    assertThat(presences.found(Set.of(other))).containsExactly(other);
    assertThat(presences.isAnyMissing()).isFalse();
    presences.found(Set.of(other));
    assertThat(sink.onlineDevices()).as("nobody was told that A is gone").contains(A, other);
  }

  @Test
  void aDeviceThatIsGoneIsOfflineAndComesBackAsANewOne() {
    Presences presences = new Presences(sink, Duration.ZERO);
    presences.found(Set.of(A, B));
    presences.found(Set.of(A));
    presences.found(Set.of(A));
    assertThat(sink.onlineDevices()).containsExactly(A);
    assertThat(presences.found(Set.of(A, B))).containsExactly(B);
    presences.allOffline();
    assertThat(sink.onlineDevices()).isEmpty();
  }
}

package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.RandomCases;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenTimesTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final int KEPT = 4096;

  @TempDir private Path folder;

  private GivenTimes open(String name) {
    return new GivenTimes(new RingFile(folder.resolve("state", name)));
  }

  private static Incoming message(int packet, String text) {
    return new Incoming(
        new MqttReading("t", text.getBytes(StandardCharsets.UTF_8), NOW + 1_000_000),
        1,
        new Packet(packet, true),
        Incoming.Kind.FRESH,
        () -> {});
  }

  private static Given given(long receivedAt, long... times) {
    Given given = new Given();
    given.begin(receivedAt);
    for (long time : times) {
      given.add(time);
    }
    return given;
  }

  private static long received(GivenTimes times, int packet, String text) {
    Given found = times.find(message(packet, text));
    return found == null ? 0 : found.receivedAt();
  }

  @Test
  void theTimesOfAMessageAreFoundAgain() {
    GivenTimes times = open("x");
    times.add(message(1, "a"), given(NOW, NOW, NOW + 60_000, NOW + 5));
    Given found = Objects.requireNonNull(times.find(message(1, "a")));
    assertThat(found.receivedAt()).isEqualTo(NOW);
    assertThat(found.count()).isEqualTo(3);
    assertThat(found.time(1)).isEqualTo(NOW + 60_000);
    assertThat(found.time(2)).isEqualTo(NOW + 5);
  }

  @Test
  void anotherPacketOrContentIsAnotherMessage() {
    GivenTimes times = open("x");
    times.add(message(1, "a"), given(NOW, NOW));
    assertThat(times.find(message(2, "a"))).isNull();
    assertThat(times.find(message(1, "b"))).isNull();
  }

  @Test
  void ofTwoAlikeTheNewestCounts() {
    GivenTimes times = open("x");
    times.add(message(1, "a"), given(NOW, NOW));
    times.add(message(1, "a"), given(NOW + 1, NOW + 1));
    assertThat(received(times, 1, "a")).isEqualTo(NOW + 1);
  }

  @Test
  void theNewestThatWereSavedAreThereInTheNextProcess() {
    RandomCases.forAll(
        20,
        cases -> {
          String name = "case-" + cases.number();
          int count = 0;
          for (int process = 0; process < 3; process++) {
            GivenTimes times = open(name);
            for (int more = cases.between(0, KEPT * 3 / 2); more > 0; more--) {
              count++;
              times.add(message(count, "m" + count), given(NOW + count, NOW + count));
              if (cases.chance(1)) {
                times.save();
              }
            }
            times.save();
            times.rest();
          }
          GivenTimes times = open(name);
          int oldest = Math.max(count - KEPT, 0) + 1;
          for (int packet : new int[] {oldest, (oldest + count) / 2, count}) {
            assertThat(received(times, packet, "m" + packet)).isEqualTo(NOW + packet);
          }
          assertThat(received(times, oldest - 1, "m" + (oldest - 1))).isZero();
        });
  }

  @Test
  void anEntryThatIsNotWholeIsNotUsed() throws IOException {
    GivenTimes times = open("x");
    times.add(message(1, "a"), given(NOW, NOW));
    times.add(message(2, "b"), given(NOW, NOW));
    times.save();
    times.rest();
    Path file = folder.resolve("state", "x");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    GivenTimes next = open("x");
    assertThat(received(next, 1, "a")).isEqualTo(NOW);
    assertThat(received(next, 2, "b")).isZero();
  }

  @Test
  void aDamagedNumberStopsNothing() throws IOException {
    GivenTimes times = open("x");
    times.add(message(1, "a"), given(NOW, NOW));
    times.save();
    times.rest();
    Path file = folder.resolve("state", "x");
    byte[] written = Files.readAllBytes(file);
    int entry = written.length / 2; // The first place is empty: numbers begin with 1.
    byte[] whole = Arrays.copyOf(written, KEPT * entry);
    ByteBuffer.wrap(whole).putLong((KEPT - 1) * entry, Long.MAX_VALUE - KEPT);
    Files.write(file, whole);
    GivenTimes next = open("x");
    assertThat(received(next, 1, "a")).isEqualTo(NOW);
    for (int packet = 2; packet < 2 * KEPT; packet++) {
      next.add(message(packet, "b"), given(NOW, NOW));
    }
    assertThat(received(next, 2 * KEPT - 1, "b")).isEqualTo(NOW);
  }
}

package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InboxTest {

  @Test
  void whoeverPutsWaitsForRoomInMessages() throws Exception {
    Inbox inbox = new Inbox(2, 1_000_000);
    inbox.put(message(1));
    inbox.put(message(1));
    Thread putting = Thread.ofPlatform().start(() -> inbox.put(message(1)));
    Awaitility.await().until(() -> putting.getState() == Thread.State.WAITING);
    List<Incoming> taken = new ArrayList<>();
    assertThat(inbox.take(taken)).isTrue();
    assertThat(taken).hasSize(2);
    assertThat(putting.join(Duration.ofSeconds(20))).isTrue();
  }

  // What was taken is worked on and takes heap until the next time.
  @Test
  void whatWasTakenStillTakesRoomInBytes() throws Exception {
    Inbox inbox = new Inbox(100, 10_000);
    inbox.put(message(8_000));
    inbox.take(new ArrayList<>());
    Thread putting = Thread.ofPlatform().start(() -> inbox.put(message(8_000)));
    Awaitility.await().until(() -> putting.getState() == Thread.State.WAITING);
    assertThat(inbox.take(new ArrayList<>())).isTrue();
    assertThat(putting.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void aMessageLargerThanAllTheRoomPassesAlone() throws Exception {
    Inbox inbox = new Inbox(100, 10);
    inbox.put(message(1_000));
    assertThat(inbox.take(new ArrayList<>())).isTrue();
  }

  @Test
  void gatheringEndsWithEnoughMessages() throws Exception {
    Inbox inbox = new Inbox(100, 100_000);
    Thread gathering = Thread.ofPlatform().start(() -> gather(inbox));
    Awaitility.await().until(() -> gathering.getState() == Thread.State.TIMED_WAITING);
    inbox.put(message(1));
    inbox.put(message(1));
    assertThat(gathering.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void gatheringEndsWithTheConnection() throws Exception {
    Inbox inbox = new Inbox(100, 100_000);
    Thread gathering = Thread.ofPlatform().start(() -> gather(inbox));
    Awaitility.await().until(() -> gathering.getState() == Thread.State.TIMED_WAITING);
    inbox.end(new IOException("gone"));
    assertThat(gathering.join(Duration.ofSeconds(20))).isTrue();
  }

  // Otherwise the event loop would wait for room while the session waits for messages.
  @Test
  void gatheringEndsWhenThereIsNoRoomForMore() throws Exception {
    Inbox inbox = new Inbox(1, 100_000);
    Thread gathering = Thread.ofPlatform().start(() -> gather(inbox));
    Awaitility.await().until(() -> gathering.getState() == Thread.State.TIMED_WAITING);
    inbox.put(message(1));
    Thread putting = Thread.ofPlatform().start(() -> inbox.put(message(1)));
    assertThat(gathering.join(Duration.ofSeconds(20))).isTrue();
    inbox.take(new ArrayList<>());
    assertThat(putting.join(Duration.ofSeconds(20))).isTrue();
  }

  private static void gather(Inbox inbox) {
    try {
      inbox.gather(2, Duration.ofDays(1).toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // However putting, taking and gathering meet, nobody waits for a signal that has gone.
  @Test
  @Timeout(30)
  void allMessagesPassThroughLittleRoomInTheirOrder() throws Exception {
    Inbox inbox = new Inbox(3, 2_000);
    Random random = new Random(7);
    Thread putting =
        Thread.ofPlatform()
            .start(() -> {
              for (int i = 0; i < 30_000; i++) {
                inbox.put(message(random.nextInt(1_000), i));
              }
              inbox.end(new IOException("gone"));
            });
    List<Long> numbers = new ArrayList<>();
    List<Incoming> taken = new ArrayList<>();
    while (inbox.take(taken)) {
      taken.forEach(message -> numbers.add(message.reading().receivedAt()));
      taken.clear();
      inbox.gather(numbers.size() % 4, 100_000);
    }
    assertThat(putting.join(Duration.ofSeconds(20))).isTrue();
    assertThat(numbers).containsExactlyElementsOf(LongStream.range(0, 30_000).boxed().toList());
  }

  @Test
  void whatWaitsAtTheEndCanStillBeTaken() throws Exception {
    Inbox inbox = new Inbox(2, 1_000);
    inbox.put(message(1));
    inbox.end(new IOException("gone"));
    assertThat(inbox.take(new ArrayList<>())).isTrue();
    assertThat(inbox.take(new ArrayList<>())).isFalse();
    assertThat(inbox.cause()).hasMessage("gone");
  }

  @Test
  void closingLetsGoWhoeverWaits() throws Exception {
    Inbox inbox = new Inbox(1, 1_000);
    inbox.put(message(1));
    Thread putting = Thread.ofPlatform().start(() -> inbox.put(message(1)));
    Awaitility.await().until(() -> putting.getState() == Thread.State.WAITING);
    inbox.close();
    assertThat(putting.join(Duration.ofSeconds(20))).isTrue();
    assertThat(inbox.take(new ArrayList<>())).isFalse();
  }

  private static Incoming message(int size) {
    return message(size, 0);
  }

  private static Incoming message(int size, long number) {
    MqttReading reading = new MqttReading("t", new byte[size], number);
    return new Incoming(reading, 0, Packet.UNKNOWN, Incoming.Kind.FRESH, () -> {});
  }
}

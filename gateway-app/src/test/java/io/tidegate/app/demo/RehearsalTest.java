package io.tidegate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  @Test
  void isOverWhenDataHasFlowedForSomeTimeAndLeavesNothingBehind() throws Exception {
    Path folder;
    try (Rehearsal rehearsal = Rehearsal.begin()) {
      folder = rehearsal.folder();
      assertThat(Files.readString(folder.resolve("mqtt.json"))).contains("\"version\" : 5");
      assertThat(Files.readString(folder.resolve("older.json"))).contains("\"version\" : 4");
      assertThat(rehearsal.goOn()).as("over before there is a gateway").isFalse();
      try (RelayGateway _ = new RelayGateway(folder, number -> false)) {
        await().atMost(Duration.ofSeconds(20)).until(rehearsal::goOn);
      }
    }
    assertThat(folder).doesNotExist();
  }
}

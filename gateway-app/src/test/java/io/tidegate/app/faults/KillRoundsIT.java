package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.testkit.MosquittoProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment. */
final class KillRoundsIT {

  private static final int RATE = 2_000;
  private static final Pattern SENT =
      Pattern.compile("Sending PUBLISH to gateway \\(d\\d, q1, r0, m(\\d+), 'plant/d\\d+/(\\d+)'");
  private static final Pattern ACKNOWLEDGED =
      Pattern.compile("Received PUBACK from gateway \\(Mid: (\\d+)");

  @TempDir private Path folder;

  private final long seed = Long.getLong("tidegate.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void whatIsPublishedArrivesHoweverOftenTheGatewayIsKilled()
      throws IOException, InterruptedException {
    Rig.say("seed %d (-Dtidegate.seed repeats the moments)", seed);
    try (Rig rig = new Rig(folder)) {
      rig.start();
      rig.field.flow(RATE);
      for (int round = 0; round < Rig.ROUNDS; round++) {
        passTime(rig, round);
        rig.gateway().kill();
        Rig.say("killed at %d, arrived %d", rig.field.published(), rig.arrivals.distinct());
        rig.launch();
      }
      rig.platform.comeBack();
      rig.field.awaitMore(RATE);
      rig.field.halt();
      rig.awaitAll();
      rig.arrivals.assertLastMarks(rig.field);
      rig.arrivals.assertOrder(rig.field, 2);
      rig.arrivals.assertNothingOverwritten(rig.field);
      rig.arrivals.assertTimes(rig.field);
      Rig.say(
          "%d rounds: published %d, arrived again %d",
          Rig.ROUNDS, rig.field.published(), rig.arrivals.repeated());
    }
  }

  /** The platform is up, down, or comes and goes; for at most 4 s. */
  private void passTime(Rig rig, int round) throws IOException, InterruptedException {
    int messages = 500 + random.nextInt(4 * RATE - 500);
    switch (round % 3) {
      case 0 -> rig.platform.comeBack();
      case 1 -> rig.platform.goDown();
      default -> {
        int pieces = 2 + random.nextInt(4);
        for (int i = 0; i < pieces; i++) {
          if (i % 2 == 0) {
            rig.platform.comeBack();
          } else {
            rig.platform.goDown();
          }
          rig.field.awaitMore(messages / pieces);
        }
        return;
      }
    }
    rig.field.awaitMore(messages);
  }

  @Test
  void withoutASessionAtTheBrokerAllThatTheGatewayAcknowledgedArrives()
      throws IOException, InterruptedException {
    Rig.say("seed %d (-Dtidegate.seed repeats the moments)", seed);
    Path log = folder.resolve("mosquitto.log");
    try (Rig rig =
        new Rig(
            folder,
            MosquittoProcess.in(folder).option("log_dest stderr").option("log_dest file " + log))) {
      rig.configuration.broker().put("cleanStart", true).put("sessionExpiryInterval", 0);
      rig.start();
      rig.field.flow(RATE);
      for (int round = 0; round < Rig.ROUNDS; round++) {
        passTime(rig, round);
        rig.gateway().kill();
        rig.start();
      }
      rig.platform.comeBack();
      rig.field.awaitMore(RATE);
      rig.field.halt();
      rig.broker.stop();
      BitSet acknowledged = acknowledged(log);
      Rig.say("acknowledged %d of %d", acknowledged.cardinality(), rig.field.published());
      assertThat(acknowledged.cardinality()).isGreaterThan(RATE);
      Rig.awaitThat(
          "all that was acknowledged arrives",
          () -> {
            BitSet missing = (BitSet) acknowledged.clone();
            missing.and(rig.arrivals.missing(rig.field.published()));
            return missing.isEmpty();
          });
      rig.awaitAccounted();
    }
  }

  /** From the broker's own log, which names topics and packet identifiers. */
  private static BitSet acknowledged(Path log) throws IOException {
    BitSet numbers = new BitSet();
    Map<String, Integer> sent = new HashMap<>();
    for (String line : Files.readAllLines(log)) {
      Matcher publish = SENT.matcher(line);
      Matcher answer = ACKNOWLEDGED.matcher(line);
      if (publish.find()) {
        sent.put(publish.group(1), Integer.valueOf(publish.group(2)));
      } else if (answer.find()) {
        Integer number = sent.remove(answer.group(1));
        if (number != null) {
          numbers.set(number);
        }
      }
    }
    return numbers;
  }
}

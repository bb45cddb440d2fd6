package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.testkit.MosquittoProcess;
import io.tidegate.testkit.faults.ProcessFixture;
import io.tidegate.testkit.faults.TcpProxy;
import io.tidegate.testkit.thingsboard.StandInSettings;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** A gateway between devices with a real broker and the platform's stand-in. */
final class Rig implements AutoCloseable {

  /** How long the fault tests are; 20 is the full length. */
  static final int ROUNDS = Integer.getInteger("tidegate.rounds", 4);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final ThingsBoardStandIn platform;
  final Arrivals arrivals = new Arrivals();
  final MosquittoProcess broker;
  final TcpProxy link;
  final Configuration configuration;
  final Field field;
  private final Path folder;
  private @Nullable ProcessFixture gateway;

  /** Everything but the gateway runs. */
  Rig(Path folder) throws IOException {
    this(folder, MosquittoProcess.in(folder).quiet());
  }

  /** With a broker of another kind. */
  Rig(Path folder, MosquittoProcess.Builder brokerKind) throws IOException {
    this.folder = folder;
    platform = new ThingsBoardStandIn(StandInSettings.DEFAULT.lean());
    platform.listen(arrivals);
    link = new TcpProxy(platform.port());
    broker =
        brokerKind.option("max_queued_messages 0").option("max_inflight_messages 1000").start();
    configuration =
        new Configuration(folder, broker.port(), platform.port(), StandInSettings.TOKEN);
    field = new Field(broker.port(), 20);
  }

  /** Starts the gateway and does not wait for it. */
  ProcessFixture launch(String... prefix) throws IOException {
    configuration.write();
    ProcessFixture started = GatewayProcess.run(folder, prefix);
    gateway = started;
    return started;
  }

  /** Starts the gateway and waits until it takes messages. */
  ProcessFixture start(String... prefix) throws IOException {
    ProcessFixture started = launch(prefix);
    await("the gateway takes messages").atMost(PATIENCE).until(() -> is(Status::southIsOnline));
    return started;
  }

  ProcessFixture gateway() {
    ProcessFixture running = gateway;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  /** Stops the gateway in order. */
  void stop() throws InterruptedException {
    gateway().terminate();
    assertThat(gateway().awaitExit(Duration.ofSeconds(30))).as("exit code").isZero();
  }

  Status status() throws IOException {
    return Status.of(configuration.data());
  }

  /** Whether something is so; a gateway that does not answer yet says no. */
  boolean is(Predicate<Status> state) {
    try {
      return state.test(status());
    } catch (IOException | JacksonException e) {
      return false;
    }
  }

  /** Waits for a state of the gateway. */
  void awaitStatus(String what, Predicate<Status> state) {
    await(what).atMost(PATIENCE).until(() -> is(state));
  }

  /** Waits for anything. */
  static void awaitThat(String what, Callable<Boolean> condition) {
    await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(condition);
  }

  /** Waits until every numbered message has arrived and is accounted for. */
  void awaitAll() throws IOException, InterruptedException {
    field.awaitAcknowledged();
    try {
      awaitThat("all arrive", () -> arrivals.missing(field.published()).isEmpty());
    } catch (RuntimeException e) {
      throw new AssertionError(
          "missing of %d: %s%n%s%n%s"
              .formatted(
                  field.published(),
                  arrivals.missing(field.published()),
                  status().json(),
                  String.join("\n", gateway().output())),
          e);
    }
    awaitAccounted();
  }

  /** Waits until all that is stored is accounted for, in the ledger as in the log. */
  void awaitAccounted() throws IOException {
    // The figures are not taken at one moment.
    await("all is accounted for")
        .atMost(PATIENCE)
        .until(() -> is(status -> status.waiting() == 0 && status.isBalanced()));
  }

  /** Waits until so many lines of the gateway's output contain a text. */
  void awaitTold(long times, String text) {
    await("told: " + text).atMost(PATIENCE).until(() -> told(text) >= times);
    assertThat(told(text)).as(text).isEqualTo(times);
  }

  /** How many lines of the gateway's output contain a text; the latest may be on their way. */
  long told(String text) {
    return gateway().output().stream().filter(line -> line.contains(text)).count();
  }

  /** Prints a figure that was measured. */
  @SuppressWarnings("SystemOut") // who runs the fault tests wants to see it
  static void say(String format, Object... arguments) {
    System.out.printf(format + "%n", arguments);
  }

  @Override
  public void close() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
    field.close();
    link.close();
    platform.close();
    broker.close();
  }
}

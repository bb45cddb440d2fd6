package io.tidegate.app;

import io.tidegate.app.logging.Logging;
import io.tidegate.engine.ledger.LedgerText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tidegate run}. */
@Command(
    name = "run",
    description = "Runs the gateway on a configuration folder until it is told to stop.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  @Option(
      names = {"-c", "--config"},
      paramLabel = "DIR",
      description =
          "The configuration folder; without it $TB_GW_CONFIG_DIR, or"
              + " /etc/thingsboard-gateway/config.")
  private @Nullable Path named;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Path path = ConfigFolderOption.folder(named);
    String unusable = ConfigFolderOption.whyUnusable(path);
    if (unusable != null) {
      spec.commandLine().getErr().println("tidegate: " + unusable);
      return ExitCode.USAGE;
    }
    AtomicReference<Gateway> started = new AtomicReference<>();
    try (StopSignal _ = StopSignal.does(() -> stop(started.get()))) {
      started.set(Startup.start(path, ConfigFolderOption.environment()));
      log.info("Tidegate {} runs on {}", Version.own(), path.toAbsolutePath().normalize());
      new CountDownLatch(1).await(); // until the signal ends the process
      return ExitCode.OK;
    } catch (NotStartedException e) {
      log.error("{}", e.getMessage());
      return e.exitCode();
    }
  }

  /**
   * Ends the process itself: after a signal the JVM's own exit code would be the signal.
   *
   * @param gateway null if the signal came before it was ready; what it had done by then is safe.
   */
  private static void stop(@Nullable Gateway gateway) {
    int code = gateway == null ? ExitCode.OK : closed(gateway);
    Logging.close();
    Runtime.getRuntime().halt(code);
  }

  private static int closed(Gateway gateway) {
    Thread closing = Thread.ofPlatform().name("closing").daemon().start(() -> close(gateway));
    try {
      if (closing.join(STOP_WITHIN)) {
        return ExitCode.OK;
      }
      log.error("not stopped within {} s; ending anyway, nothing is lost", STOP_WITHIN.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.SLOW_STOP;
  }

  private static void close(Gateway gateway) {
    log.info("stopping");
    gateway.close();
    log.info("stopped\n{}", LedgerText.connectors(gateway.status().ledger()));
  }
}

package io.tidegate.app;

import io.tidegate.app.logging.Logging;
import io.tidegate.config.gateway.Access;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.json.ProblemReport;
import io.tidegate.engine.ledger.LedgerText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
    if (!Files.isDirectory(path)) {
      spec.commandLine().getErr().println("tidegate: no such folder: " + path);
      return ExitCode.USAGE;
    }
    GatewayFolder folder =
        ConfigFolder.load(path, ConfigFolderOption.environment(), ConfigFolderOption.connectors());
    Logging.configure(folder);
    Gateway.tell(folder.problems());
    GatewayConfig config = folder.config();
    Access access = folder.access();
    if (config == null || access == null) {
      log.error("{} can't be used: {}", path, new ProblemReport(folder.problems()).summary());
      return ExitCode.CONFIGURATION;
    }
    return run(path, folder, config, access);
  }

  private static int run(Path path, GatewayFolder folder, GatewayConfig config, Access access)
      throws InterruptedException {
    Gateway gateway;
    try {
      gateway = new Gateway(folder, config, access);
    } catch (IOException e) {
      log.error("the storage can't be opened: {}", e.getMessage());
      return ExitCode.STORAGE;
    }
    log.info("Tidegate {} runs on {}", Version.own(), path.toAbsolutePath());
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(gateway)));
    new CountDownLatch(1).await(); // until the signal's hook ends the process
    return ExitCode.OK;
  }

  /**
   * The hook ends the process itself: after a signal the JVM's own exit code would be the signal.
   */
  private static void stop(Gateway gateway) {
    Thread closing = Thread.ofPlatform().name("closing").daemon().start(() -> close(gateway));
    int code = ExitCode.SLOW_STOP;
    try {
      if (closing.join(STOP_WITHIN)) {
        code = ExitCode.OK;
      } else {
        log.error(
            "not stopped within {} s; ending anyway, nothing is lost", STOP_WITHIN.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Logging.close();
    Runtime.getRuntime().halt(code);
  }

  private static void close(Gateway gateway) {
    log.info("stopping");
    gateway.close();
    log.info("stopped\n{}", LedgerText.connectors(gateway.status().ledger()));
  }
}

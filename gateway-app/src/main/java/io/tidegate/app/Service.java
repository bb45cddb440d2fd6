package io.tidegate.app;

import io.tidegate.app.logging.Logging;
import io.tidegate.engine.ledger.LedgerText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a process. */
final class Service {

  private static final Logger log = LoggerFactory.getLogger(Service.class);

  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private Service() {}

  /**
   * The folder of a command line as services have it, {@code run -c DIR}; null for any other. The
   * start-up cache can't hold picocli, whose classes have the format of Java 5, and without the
   * cache they take as long as all else up to the connection.
   */
  static @Nullable Path plainlyNamed(String... args) {
    return args.length == 3
            && args[0].equals("run")
            && (args[1].equals("-c") || args[1].equals("--config"))
            && !args[2].startsWith("-")
        ? Path.of(args[2])
        : null;
  }

  /** Runs until it is told to stop or to start anew; returns only if it can't run. */
  static int run(Path path) throws InterruptedException {
    String unusable = ConfigFolderOption.whyUnusable(path);
    if (unusable != null) {
      System.err.println("tidegate: " + unusable);
      return ExitCode.USAGE;
    }
    AtomicReference<Gateway> started = new AtomicReference<>();
    CountDownLatch restart = new CountDownLatch(1);
    try (StopSignal signal = StopSignal.does(() -> stop(started.get()))) {
      Gateway gateway = Startup.start(path, ConfigFolderOption.environment(), restart::countDown);
      started.set(gateway);
      log.info("Tidegate {} runs on {}", Version.own(), path.toAbsolutePath().normalize());
      restart.await(); // or until a signal ends the process
      return restarted(gateway, signal);
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

  /** Stops in order and runs the program anew. A signal that comes meanwhile stops it for good. */
  private static int restarted(Gateway gateway, StopSignal signal) throws InterruptedException {
    log.info("The platform restarts the gateway");
    int _ = closed(gateway);
    Logging.close();
    if (!signal.withdraw()) {
      new CountDownLatch(1).await(); // until the signal has ended the process
    }
    try {
      Reexec.now();
    } catch (IOException e) {
      System.err.println("tidegate: exit code 75, to be started again: " + e.getMessage());
    }
    Runtime.getRuntime().halt(ExitCode.RESTART);
    return ExitCode.RESTART;
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

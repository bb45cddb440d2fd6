package io.tidegate.app;

import io.tidegate.app.demo.Demo;
import io.tidegate.app.demo.DemoOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tidegate demo}. */
@Command(
    name = "demo",
    description = {
      "Runs the gateway between a small simulated plant and a stand-in for ThingsBoard, all in",
      "this process, and shows the data arriving. In a terminal, o cuts ThingsBoard off for 10 s",
      "and q ends. Exits with 1 if a reading was lost."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

  private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Ends by itself after N seconds; without it, when you end it.")
  private @Nullable Integer seconds;

  @Option(
      names = "--outage",
      description = "Cuts ThingsBoard off once by itself, in the middle of the time.")
  private boolean outage;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Demo demo = new Demo(options(), DemonstratedGateway::start, System.out);
    Runnable stop = stopping(Thread.currentThread());
    try (StopSignal _ = StopSignal.does(stop)) {
      return demo.run();
    } catch (IOException e) {
      spec.commandLine().getErr().println("tidegate: the demo can't run: " + e.getMessage());
      return ExitCode.PROBLEMS;
    }
  }

  private DemoOptions options() {
    DemoOptions options = outage ? DemoOptions.DEFAULT.withOutage() : DemoOptions.DEFAULT;
    if (seconds == null) {
      return options;
    }
    if (seconds < 1) {
      throw new ParameterException(spec.commandLine(), "--seconds has to be 1 or more");
    }
    return options.forSeconds(seconds);
  }

  /** After a signal, the demo clears up behind itself. */
  private static Runnable stopping(Thread demo) {
    return () -> {
      demo.interrupt();
      try {
        var _ = demo.join(STOP_WITHIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }
}

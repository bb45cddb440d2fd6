package io.tidegate.app;

import io.tidegate.app.demo.Rehearsal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code tidegate warm-up -- COMMAND}: what the start-up cache is made from. Runs the command, a
 * gateway that only lacks its folder, in a process of its own and lets data flow, so that its JVM
 * sees which classes that takes. In this process it would see those of the plant and the platform,
 * too, and every gateway would have them in its memory.
 */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long FRAME_MILLIS = 100;

  @Parameters(arity = "1..*", paramLabel = "COMMAND")
  private List<String> command = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Rehearsal rehearsal = Rehearsal.begin()) {
      List<String> whole = new ArrayList<>(command);
      whole.add(rehearsal.folder().toString());
      Process gateway = new ProcessBuilder(whole).inheritIO().start();
      try {
        if (!rehearsed(rehearsal, gateway)) {
          System.err.println("tidegate: no data has come from the gateway");
          return ExitCode.PROBLEMS;
        }
        var _ = StatusSocket.ask(rehearsal.folder().resolve("data"));
        gateway.destroy();
        // The JVM writes what it has seen before it ends.
        return gateway.waitFor();
      } finally {
        gateway.destroyForcibly();
      }
    }
  }

  private static boolean rehearsed(Rehearsal rehearsal, Process gateway)
      throws InterruptedException {
    long begin = System.nanoTime();
    while (!rehearsal.goOn()) {
      boolean ended = gateway.waitFor(FRAME_MILLIS, TimeUnit.MILLISECONDS);
      if (ended || System.nanoTime() - begin > PATIENCE.toNanos()) {
        return false;
      }
    }
    return true;
  }
}

package io.tidegate.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tidegate warm-up}: what the start-up cache is made from. */
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return ExitCode.OK;
  }
}

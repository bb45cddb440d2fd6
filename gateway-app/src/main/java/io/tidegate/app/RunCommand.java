package io.tidegate.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tidegate run}. */
@Command(
    name = "run",
    description = "Runs the gateway on a configuration folder until it is told to stop.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "DIR",
      description =
          "The configuration folder; without it $TB_GW_CONFIG_DIR, or"
              + " /etc/thingsboard-gateway/config.")
  private @Nullable Path named;

  @Override
  public Integer call() throws InterruptedException {
    return Service.run(ConfigFolderOption.folder(named));
  }
}

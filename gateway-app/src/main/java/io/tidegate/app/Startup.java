package io.tidegate.app;

import io.tidegate.app.logging.LogMonitor;
import io.tidegate.app.logging.Logging;
import io.tidegate.config.gateway.Access;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.Environment;
import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.json.ProblemReport;
import java.io.IOException;
import java.nio.file.Path;

/** The way from a configuration folder to a gateway that runs. */
final class Startup {

  private Startup() {}

  /**
   * Sets the logging up and starts the gateway.
   *
   * @param restart called when the platform wants the process to start anew; returns at once.
   */
  static Gateway start(Path path, Environment environment, Runnable restart)
      throws NotStartedException, InterruptedException {
    GatewayFolder folder = ConfigFolder.load(path, environment, ConfigFolderOption.connectors());
    LogMonitor monitor = new LogMonitor();
    Logging.configure(folder, monitor);
    Gateway.tell(folder.problems());
    GatewayConfig config = folder.config();
    Access access = folder.access();
    if (config == null || access == null) {
      String summary = new ProblemReport(folder.problems()).summary();
      throw new NotStartedException(
          ExitCode.CONFIGURATION, path + " can't be used: " + summary, null);
    }
    try {
      return new Gateway(folder, config, access, monitor, restart);
    } catch (IOException e) {
      throw new NotStartedException(
          ExitCode.STORAGE, "the storage can't be opened: " + e.getMessage(), e);
    }
  }
}

package io.tidegate.connector.opcua.tool;

import picocli.CommandLine.Option;

/** {@code --help}. */
final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows what there is.")
  private boolean wanted;
}

package io.tidegate.app;

import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.json.ProblemReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate check}. */
@Command(
    name = "check",
    description = {
      "Checks a configuration folder and changes nothing. Prints every problem of every file",
      "with its line; exits with 1 if one of them is an error."
    },
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The configuration folder.")
  private @Nullable Path named;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "DIR",
      description = "The same, as for run.")
  private @Nullable Path option;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path path = ConfigFolderOption.folder(named == null ? option : named);
    PrintWriter out = spec.commandLine().getOut();
    String unusable = ConfigFolderOption.whyUnusable(path);
    if (unusable != null) {
      spec.commandLine().getErr().println("tidegate: " + unusable);
      return ExitCode.USAGE;
    }
    GatewayFolder folder =
        ConfigFolder.check(path, ConfigFolderOption.environment(), ConfigFolderOption.connectors());
    out.print(new ProblemReport(folder.problems()));
    folder
        .connectors()
        .forEach(c -> out.printf("ready    %s (%s, %s)%n", c.name(), c.type(), c.file()));
    folder.idle().forEach(c -> out.printf("idle     %s (%s)%n", c.name(), c.type()));
    out.flush();
    return folder.hasErrors() ? ExitCode.PROBLEMS : ExitCode.OK;
  }
}

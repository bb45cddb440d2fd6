package io.tidegate.app;

import io.tidegate.connector.SiteTool;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands the rest of the command line to the tool of a connector, which knows what it means. */
@Command
final class ToolCommand implements Callable<Integer> {

  private final SiteTool tool;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", hidden = true)
  private List<String> arguments = new ArrayList<>();

  private ToolCommand(SiteTool tool) {
    this.tool = tool;
  }

  /** Adds the tools of all connectors to the command line. */
  static CommandLine addAll(CommandLine line) {
    for (SiteTool tool : ServiceLoader.load(SiteTool.class)) {
      CommandLine command = new CommandLine(new ToolCommand(tool));
      command.getCommandSpec().usageMessage().description(tool.summary());
      command.setUnmatchedOptionsArePositionalParams(true);
      line.addSubcommand(tool.type(), command);
    }
    return line;
  }

  @Override
  public Integer call() throws InterruptedException {
    return tool.run(arguments, spec.commandLine().getOut(), spec.commandLine().getErr());
  }
}

package io.tidegate.connector.opcua.tool;

import io.tidegate.connector.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code tidegate opcua} and its commands. */
@Command(
    name = "tidegate opcua",
    description = "Looks into OPC-UA servers, beside a gateway or without one.",
    subcommands = {
      EndpointsCommand.class,
      BrowseCommand.class,
      ReadCommand.class,
      WriteCommand.class,
      SubscribeCommand.class,
      TrustCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tidegate opcua endpoints opc.tcp://plc:4840",
      "  tidegate opcua browse plc:4840 Objects/Plant --depth 3",
      "  tidegate opcua browse plc:4840 Objects/Plant --as-config > opcua.json",
      "  tidegate opcua read plc:4840 Objects/Plant/Pump1/Temperature 'ns=2;i=5'",
      "  tidegate opcua read plc:4840 i=2258 -s Basic256Sha256 -u operator --password",
      "  tidegate opcua write plc:4840 'ns=2;s=Speed' 1200",
      "  tidegate opcua subscribe plc:4840 'ns=2;s=Speed' --count 10",
      "  tidegate opcua trust opc.tcp://plc:4840",
      "",
      "Each command has a --help of its own."
    })
public final class OpcUaCommand {

  private static final int FAILED = 1;

  private OpcUaCommand() {}

  /**
   * Does what the arguments say.
   *
   * @return the exit code.
   */
  public static int run(List<String> arguments, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    CommandLine line =
        new CommandLine(new OpcUaCommand())
            .setOut(out)
            .setErr(err)
            .setExecutionExceptionHandler(OpcUaCommand::failed)
            .setParameterExceptionHandler(OpcUaCommand::wrong);
    addHelp(line);
    if (arguments.isEmpty()) {
      line.usage(out);
      return 0;
    }
    int code = line.execute(arguments.toArray(String[]::new));
    if (Thread.interrupted()) {
      throw new InterruptedException("ended by the user");
    }
    return code;
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows what there is.")
                .build());
    line.getSubcommands().values().forEach(OpcUaCommand::addHelp);
  }

  private static int wrong(ParameterException fault, String[] arguments) {
    CommandLine line = fault.getCommandLine();
    tell(line, fault.getMessage());
    line.getErr().println("See `" + line.getCommandSpec().qualifiedName() + " --help`.");
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int failed(Exception failure, CommandLine line, ParseResult parsed)
      throws Exception {
    switch (failure) {
      case InterruptedException e -> Thread.currentThread().interrupt();
      case IOException e -> tell(line, e.getMessage());
      case ConfigurationException e -> tell(line, e.getMessage());
      case UaException e -> tell(line, "the server refuses: " + e.getMessage());
      default -> throw failure;
    }
    return FAILED;
  }

  private static void tell(CommandLine line, @Nullable String message) {
    line.getErr().println("tidegate: " + message);
  }
}

package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.modbus.wire.UnitException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** {@code tidegate modbus}. */
@Command(
    name = "tidegate modbus",
    description =
        "Tries Modbus units on site. Works beside a running gateway; only a serial "
            + "port can't be used by both.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ScanCommand.class, ReadCommand.class, WriteCommand.class, DecodeCommand.class},
    footer = {
      "",
      "WHERE is one of",
      "  tcp://10.0.0.5:502   Modbus TCP; also 10.0.0.5:502 or 10.0.0.5",
      "  udp://10.0.0.5:502   Modbus UDP",
      "  tls://10.0.0.5:802   Modbus TCP, encrypted",
      "  /dev/ttyUSB0, COM3   a serial port (with --baud, --parity ...)",
      "With --framing rtu, TCP and UDP carry RTU frames, as many serial converters have it.",
      "",
      "Exit codes: 0 done; 1 no connection, no answer, or the unit refused; 2 wrong arguments."
    })
public final class ModbusCommandLine {

  private static final int USAGE_WIDTH = 100;
  private static final int DONE = 0;
  static final int FAILED = 1;
  private static final int WRONG_ARGUMENTS = 2;

  private ModbusCommandLine() {}

  /** Runs one command and returns the exit code. */
  public static int run(List<String> arguments, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    CommandLine line = new CommandLine(new ModbusCommandLine());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    addHelp(line);
    line.getSubcommands().values().forEach(ModbusCommandLine::addHelp);
    line.setUsageHelpWidth(USAGE_WIDTH);
    line.setParameterExceptionHandler(ModbusCommandLine::misunderstood);
    line.setExecutionExceptionHandler(ModbusCommandLine::failed);
    if (arguments.isEmpty()) {
      line.usage(out);
      return DONE;
    }
    int exit = line.execute(arguments.toArray(String[]::new));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return exit;
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help.")
                .build());
  }

  private static int misunderstood(ParameterException failure, String... arguments) {
    CommandLine line = failure.getCommandLine();
    line.getErr().println("tidegate modbus: " + failure.getMessage());
    line.getErr().printf("See %s --help%n", line.getCommandSpec().qualifiedName());
    return WRONG_ARGUMENTS;
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed)
      throws Exception {
    return switch (failure) {
      case InterruptedException _ -> {
        Thread.currentThread().interrupt();
        yield FAILED;
      }
      case IOException e -> told(line, e);
      case UnitException e -> told(line, e);
      case ConfigurationException e -> told(line, e);
      default -> throw failure;
    };
  }

  private static int told(CommandLine line, Exception failure) {
    line.getErr().println("tidegate modbus: " + failure.getMessage());
    return FAILED;
  }
}

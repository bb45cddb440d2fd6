package io.tidegate.connector.modbus.tool;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate modbus decode}. */
@Command(
    name = "decode",
    description =
        "Shows what registers may mean that were read elsewhere: every type in every "
            + "order of bytes and words. Needs no unit.",
    footer = {
      "",
      "Examples",
      "  tidegate modbus decode 41B2 B852",
      "  tidegate modbus decode 0x41B2B852",
      "  tidegate modbus decode --decimal 16818 47186"
    })
final class DecodeCommand implements Callable<Integer> {

  private static final int MOST = 125;

  @Parameters(
      arity = "1..*",
      paramLabel = "REGISTER",
      description = "Registers as hexadecimal digits, four each; several may be written as one.")
  private List<String> words = List.of();

  @Option(
      names = {"-d", "--decimal"},
      description = "The registers are written as decimal numbers, -32768 to 65535.")
  private boolean isDecimal;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    byte[] data;
    try {
      data = HexFormat.of().parseHex(String.join("", words.stream().map(this::digits).toList()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (data.length > 2 * MOST) {
      throw new ParameterException(spec.commandLine(), "more registers than one answer has");
    }
    new RegisterView(data, 0, 0, data.length / 2).print(spec.commandLine().getOut());
    return 0;
  }

  private String digits(String word) {
    if (isDecimal) {
      int number = decimal(word);
      return "%04x".formatted(number & 0xFFFF);
    }
    String digits = word.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
    if (digits.length() % 4 != 0 || !digits.matches("[0-9a-f]+")) {
      throw new IllegalArgumentException(
          "'%s' are no registers: four hexadecimal digits each, such as 41B2".formatted(word));
    }
    return digits;
  }

  private static int decimal(String word) {
    try {
      int number = Integer.parseInt(word);
      if (number >= Short.MIN_VALUE && number <= 0xFFFF) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException("'%s' is no number of -32768 to 65535".formatted(word));
  }
}

package io.tidegate.connector.opcua.tool;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether something is really to be done. */
final class Confirmation {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-y", "--yes"},
      description = "Does it without asking.")
  private boolean yes;

  /**
   * Asks, unless the answer was given beforehand.
   *
   * @throws ParameterException if there is nobody to ask.
   */
  boolean given(String question) {
    if (yes) {
      return true;
    }
    CommandLine line = spec.commandLine();
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(() ->
                new ParameterException(
                    line, question + " There is no terminal to ask: add --yes."));
    line.getOut().flush();
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}

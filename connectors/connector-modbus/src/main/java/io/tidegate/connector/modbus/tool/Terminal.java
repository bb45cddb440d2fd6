package io.tidegate.connector.modbus.tool;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The person in front of the screen, if there is one. */
final class Terminal {

  private Terminal() {}

  /** Whether somebody is there who can be asked, and who sees a line that is overwritten. */
  static boolean isThere() {
    return console() != null;
  }

  /** Asks; anything but yes is no. */
  static boolean agrees(String question) {
    Console console = console();
    String answer = console == null ? null : console.readLine("%s [y/N] ", question);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  @SuppressWarnings("SystemConsoleNull") // null in a runtime without the module jdk.internal.le
  private static @Nullable Console console() {
    Console console = System.console();
    return console != null && console.isTerminal() ? console : null;
  }

  /** Shows how far something is, on one line that the next call overwrites. */
  static void progress(PrintWriter err, String text) {
    err.printf("\r%-70s", text);
    err.flush();
  }

  /** Takes the line of {@link #progress} away. */
  static void clear(PrintWriter err) {
    err.printf("\r%70s\r", "");
    err.flush();
  }
}

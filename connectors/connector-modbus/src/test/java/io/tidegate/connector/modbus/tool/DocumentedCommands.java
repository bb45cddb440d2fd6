package io.tidegate.connector.modbus.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a page of the user documentation, and what they print. */
public final class DocumentedCommands {

  private static final String BEGIN = "```console\n";
  private static final String PROMPT = "$ ./tidegate modbus ";
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  // Two bytes that are others each time.
  private static final Pattern TRANSACTION = Pattern.compile("\\[[0-9A-F]{2} [0-9A-F]{2} 00 00 ");

  private final String page;

  private DocumentedCommands(String page) {
    this.page = page;
  }

  /** Those of a page. */
  public static DocumentedCommands of(String name) throws IOException {
    return new DocumentedCommands(
        Files.readString(Path.of("../../docs/user", name), StandardCharsets.UTF_8));
  }

  /** The page as it is. */
  public String page() {
    return normalized(page);
  }

  /** The JSON below a mark. */
  public String json(String mark) {
    int start = page.indexOf("```json\n", page.indexOf(mark)) + "```json\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  /**
   * The page with what its commands print.
   *
   * @param shown the place that the page names.
   * @param real the place that the unit really has.
   */
  public String pageOfToday(String shown, String real) throws InterruptedException {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (int at = page.indexOf(BEGIN); at >= 0; at = page.indexOf(BEGIN, from)) {
      result.append(page, from, at).append(BEGIN);
      from = page.indexOf("```\n", at + BEGIN.length());
      for (String line : page.substring(at, from).split("\n", -1)) {
        if (line.startsWith(PROMPT)) {
          result.append(line).append('\n').append(run(line, shown, real));
        }
      }
    }
    return normalized(result.append(page.substring(from)).toString());
  }

  private static String run(String line, String shown, String real) throws InterruptedException {
    List<String> arguments = new ArrayList<>();
    for (MatchResult word : WORD.matcher(line.substring(PROMPT.length())).results().toList()) {
      String quoted = word.group(1);
      String text = quoted == null ? word.group(2) : quoted;
      arguments.add(text.equals(shown) ? real : text);
    }
    if (arguments.contains(real)) {
      // A busy machine may be slower than the page promises.
      arguments.addAll(List.of("--timeout", "10000"));
    }
    Ran ran = Ran.tool(arguments.toArray(String[]::new));
    String place = shown.indexOf(':', 6) < 0 ? shown + ":502" : shown;
    return (ran.err() + ran.out()).replace(real, place);
  }

  private static String normalized(String text) {
    return TRANSACTION.matcher(text).replaceAll("[00 01 00 00 ");
  }
}

package io.tidegate.app.logging;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says a format of Python's {@code logging} as a pattern of Logback. */
final class PythonPattern {

  private static final Pattern PART = Pattern.compile("%\\((\\w+)\\)(-?\\d*)[.\\d]*[sdf]");
  private static final Pattern DIRECTIVE = Pattern.compile("%([a-zA-Z%])");

  private static final Map<Character, String> DATE =
      Map.ofEntries(
          Map.entry('Y', "yyyy"),
          Map.entry('y', "yy"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('f', "SSSSSS"),
          Map.entry('p', "a"),
          Map.entry('z', "Z"),
          Map.entry('Z', "z"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('j', "DDD"),
          Map.entry('%', "%"));

  private PythonPattern() {}

  /**
   * The pattern of a whole line.
   *
   * @param format such as {@code %(asctime)s - |%(levelname)s| - %(message)s}.
   * @param dateFormat as Python's {@code strftime} takes it.
   */
  static String of(String format, String dateFormat) {
    Matcher matcher = PART.matcher(format);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      pattern.append(literal(format.substring(end, matcher.start())));
      String width = "-0".equals(matcher.group(2)) ? "" : matcher.group(2).replaceFirst("^0+", "");
      pattern.append(part(matcher.group(1), width, dateFormat));
      end = matcher.end();
    }
    return pattern.append(literal(format.substring(end))).append("%n%ex").toString();
  }

  private static String part(String name, String width, String dateFormat) {
    return switch (name) {
      case "asctime" -> "%d{\"" + date(dateFormat) + "\"}";
      case "msecs" -> "%d{SSS}";
      case "created" -> "%d{epoch}";
      // The platform's dashboard and the tools in the field look for Python's name of the level.
      case "levelname" -> "%" + width + "replace(%level){'^WARN$','WARNING'}";
      case "filename" -> "%" + width + "file";
      case "module" -> "%" + width + "class{0}";
      case "funcName" -> "%" + width + "method";
      case "lineno" -> "%" + width + "line";
      case "name" -> "%" + width + "logger";
      case "thread", "threadName" -> "%" + width + "thread";
      case "process" -> Long.toString(ProcessHandle.current().pid());
      case "processName" -> "tidegate";
      case "pathname" -> "%" + width + "class";
      case "message" -> "%msg";
      default -> "";
    };
  }

  private static String date(String format) {
    Matcher matcher = DIRECTIVE.matcher(format);
    StringBuilder pattern = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      pattern.append(quoted(format.substring(end, matcher.start())));
      pattern.append(DATE.getOrDefault(matcher.group(1).charAt(0), ""));
      end = matcher.end();
    }
    return pattern.append(quoted(format.substring(end))).toString();
  }

  private static String quoted(String text) {
    return text.chars().anyMatch(Character::isLetter) ? "'" + text.replace("'", "''") + "'" : text;
  }

  /** Logback gives these signs a meaning of its own. */
  private static String literal(String text) {
    return text.replace("%%", "%").replaceAll("[\\\\%(){}]", "\\\\$0");
  }
}

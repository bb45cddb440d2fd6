package io.tidegate.app.telemetry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Reads the lines {@code Name: 123 kB} of Linux' files about itself. */
final class ProcFile {

  private ProcFile() {}

  /** Numbers by name, {@code kB} taken as what it means; empty where there is no such file. */
  static Map<String, Long> numbers(Path file) {
    Map<String, Long> numbers = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          add(line.substring(0, colon), line.substring(colon + 1).strip(), numbers);
        }
      }
    } catch (IOException e) {
      // Another system.
    }
    return numbers;
  }

  private static void add(String name, String value, Map<String, Long> numbers) {
    String digits = value.endsWith(" kB") ? value.substring(0, value.length() - 3) : value;
    if (!digits.isEmpty()
        && digits.length() < 16
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long number = Long.parseLong(digits);
      numbers.merge(name, digits.length() == value.length() ? number : number * 1024, Long::sum);
    }
  }
}

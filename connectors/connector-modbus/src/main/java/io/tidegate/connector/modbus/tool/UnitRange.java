package io.tidegate.connector.modbus.tool;

import java.util.Set;
import java.util.TreeSet;

/** Addresses of units, as in {@code 1,2,10-20}. */
final class UnitRange {

  private static final int HIGHEST = 255;

  private UnitRange() {}

  /** The units in their order, or an {@link IllegalArgumentException} that says how to write it. */
  static Set<Integer> parse(String text) {
    Set<Integer> units = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      int first = number(ends[0], text);
      int last = ends.length == 1 ? first : number(ends[1], text);
      if (ends.length > 2 || last < first) {
        throw wrong(text);
      }
      for (int unit = first; unit <= last; unit++) {
        units.add(unit);
      }
    }
    return units;
  }

  private static int number(String digits, String text) {
    try {
      int number = Integer.parseInt(digits.strip());
      if (number >= 0 && number <= HIGHEST) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'%s' are no units: 0 to 255, such as 1-32 or 1,2,10-20".formatted(text));
  }
}

package io.tidegate.connector.modbus.config;

import io.tidegate.config.FromText;
import java.util.Locale;

/** How often an exchange is tried again. */
public final class Retries {

  private static final int USUAL = 3;

  private final int count;

  private Retries(int count) {
    this.count = count;
  }

  /** 0: never. */
  public int count() {
    return count;
  }

  /** Files have numbers and booleans. */
  @FromText("a number of 0 to 100, true (3) or false (0)")
  public static Retries of(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> new Retries(USUAL);
      case "false" -> new Retries(0);
      default -> new Retries(number(text.strip()));
    };
  }

  private static int number(String text) {
    int count = Integer.parseInt(text);
    if (count < 0 || count > 100) {
      throw new IllegalArgumentException("out of range");
    }
    return count;
  }
}

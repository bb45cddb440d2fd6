package io.tidegate.config.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * How much may be sent in a span of time.
 *
 * @param windows all of them hold; none: no limit.
 */
public record RateLimit(List<Window> windows) {

  /** No limit. */
  public static final RateLimit NONE = new RateLimit(List.of());

  public RateLimit {
    windows = List.copyOf(windows);
  }

  /**
   * At most {@code count} in {@code seconds}.
   *
   * @param count at least 1.
   * @param seconds at least 1.
   */
  public record Window(long count, long seconds) {}

  /**
   * Reads {@code 10:1,60:60}; pairs are separated by commas or semicolons, and an empty text or
   * {@code 0:0} is no limit.
   *
   * @throws IllegalArgumentException if the text is none of that.
   */
  public static RateLimit parse(String text) {
    List<Window> windows = new ArrayList<>();
    for (String pair : text.split("[,;]", -1)) {
      String[] numbers = pair.strip().split(":", -1);
      if (pair.isBlank()) {
        continue;
      }
      if (numbers.length != 2) {
        throw new IllegalArgumentException("`" + pair.strip() + "` is no `count:seconds`");
      }
      long count = number(numbers[0]);
      long seconds = number(numbers[1]);
      if (count > 0 && seconds > 0) {
        windows.add(new Window(count, seconds));
      }
    }
    return new RateLimit(windows);
  }

  /**
   * The same with every count at a percentage, since the platform's clock is not ours, but never so
   * little that nothing may be sent.
   */
  public RateLimit scaled(int percent) {
    return new RateLimit(
        windows.stream()
            .map(w -> new Window(Math.max(1, w.count * percent / 100), w.seconds))
            .toList());
  }

  /** The most that can ever go at once. */
  public long smallestCount() {
    return windows.stream().mapToLong(Window::count).min().orElse(Long.MAX_VALUE);
  }

  private static long number(String text) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0 && number <= Integer.MAX_VALUE) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    throw new IllegalArgumentException("`" + text.strip() + "` is no whole number");
  }
}

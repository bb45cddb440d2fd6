package io.tidegate.thingsboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many may go in how much time; all windows hold at once.
 *
 * @param windows none: no limit.
 */
record RateLimit(List<Window> windows) {

  static final RateLimit UNLIMITED = new RateLimit(List.of());

  RateLimit {
    windows = List.copyOf(windows);
  }

  /** So many per so much time. */
  record Window(long count, Duration duration) {}

  /**
   * Reads {@code 10:1,60:60}: counts and seconds, separated by commas or semicolons; empty or
   * {@code 0:0} is no limit.
   *
   * @throws IllegalArgumentException if the text is something else.
   */
  static RateLimit parse(String text) {
    List<Window> windows = new ArrayList<>();
    for (String pair : text.split("[,;]", -1)) {
      if (!pair.isBlank()) {
        Window window = parsePair(pair.strip(), text);
        if (window.count > 0 && window.duration.isPositive()) {
          windows.add(window);
        }
      }
    }
    return new RateLimit(windows);
  }

  private static Window parsePair(String pair, String text) {
    int colon = pair.indexOf(':');
    try {
      return new Window(
          Long.parseLong(pair.substring(0, colon).strip()),
          Duration.ofSeconds(Long.parseLong(pair.substring(colon + 1).strip())));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "a rate limit is count:seconds pairs such as 10:1,60:60 but is " + text, e);
    }
  }

  /** Leaves a part unused, since the platform's clock is not ours; at least one stays. */
  RateLimit percent(int percentage) {
    return new RateLimit(
        windows.stream()
            .map(w -> new Window(Math.max(1, w.count * percentage / 100), w.duration))
            .toList());
  }

  /** The most that can ever go at once. */
  long smallestCount() {
    return windows.stream().mapToLong(Window::count).min().orElse(Long.MAX_VALUE);
  }
}

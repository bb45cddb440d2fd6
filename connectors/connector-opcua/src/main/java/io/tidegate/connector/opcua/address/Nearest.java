package io.tidegate.connector.opcua.address;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Which of the names that exist may have been meant. */
public final class Nearest {

  private static final int MOST = 3;

  private Nearest() {}

  private record Ranked(String name, int distance) {}

  /** Up to three names, the nearest first; names that have little in common are left out. */
  public static List<String> to(String wanted, Collection<String> names) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    int furthest = Math.max(2, wanted.length() / 2);
    return names.stream()
        .distinct()
        .map(name -> new Ranked(name, distance(lower, name.toLowerCase(Locale.ROOT))))
        .filter(ranked -> ranked.distance <= furthest)
        .sorted(Comparator.comparingInt(Ranked::distance).thenComparing(Ranked::name))
        .limit(MOST)
        .map(Ranked::name)
        .toList();
  }

  /** Letters to change, add or take away (Levenshtein). */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

package io.tidegate.config.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A value with an error in it that was told already.
 *
 * @param standIns values that it may have once the error is mended; empty if none is known.
 * @param usable what is left of it, if it may be used without what is broken.
 */
record Broken(List<@Nullable Object> standIns, Optional<Object> usable) {

  /** Few enough to be quick, and enough to see each of a handful of values many times. */
  private static final int DRAWS = 48;

  /** Usable as null: see {@link io.tidegate.config.SkipInvalid}. */
  private static final Object NOTHING = new Object();

  static Broken of(List<@Nullable Object> standIns) {
    return new Broken(standIns, Optional.empty());
  }

  /** The same, to be used as if it had not been there; what is left of it has precedence. */
  Broken orNothing() {
    return usable.isPresent() ? this : new Broken(standIns, Optional.of(NOTHING));
  }

  static boolean in(Iterable<@Nullable Object> values) {
    for (Object value : values) {
      if (value instanceof Broken) {
        return true;
      }
    }
    return false;
  }

  /** The values with what is left of broken ones; empty if one of them can't be used. */
  static Optional<List<@Nullable Object>> usable(List<@Nullable Object> values) {
    List<@Nullable Object> left = new ArrayList<>();
    for (Object value : values) {
      if (!(value instanceof Broken(var standIns, var usable))) {
        left.add(value);
      } else if (usable.isPresent()) {
        left.add(usable.get().equals(NOTHING) ? null : usable.get());
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(left);
  }

  /** The values as they may be once all is mended: each time with other stand-ins. */
  static List<List<@Nullable Object>> mended(List<@Nullable Object> values) {
    // Always the same draws: whoever checks twice without a change is told the same.
    Random random = new Random(1);
    List<List<@Nullable Object>> mended = new ArrayList<>();
    while (mended.size() < DRAWS) {
      List<@Nullable Object> drawn = new ArrayList<>();
      for (Object value : values) {
        if (value instanceof Broken(var standIns, var usable)) {
          if (standIns.isEmpty()) {
            return List.of();
          }
          drawn.add(standIns.get(random.nextInt(standIns.size())));
        } else {
          drawn.add(value);
        }
      }
      mended.add(Collections.unmodifiableList(drawn));
    }
    return mended;
  }
}

package io.tidegate.support;

import org.jspecify.annotations.Nullable;

/** The bounds of Python's slices: open ends, negative numbers, and no failure outside. */
final class Slices {

  private Slices() {}

  /** The position a bound stands for, 0 to {@code size}. */
  static int bound(@Nullable Integer bound, int open, int size) {
    if (bound == null) {
      return open;
    }
    return Math.clamp(bound < 0 ? bound + size : bound, 0, size);
  }
}

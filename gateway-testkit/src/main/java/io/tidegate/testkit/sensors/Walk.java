package io.tidegate.testkit.sensors;

import java.util.random.RandomGenerator;

/** A physical quantity: it wanders, but stays within its bounds. */
final class Walk {

  private final RandomGenerator random;
  private final double least;
  private final double most;
  private final double step;
  private double value;

  Walk(RandomGenerator random, double least, double most) {
    this.random = random;
    this.least = least;
    this.most = most;
    this.step = (most - least) / 50;
    this.value = (least + most) / 2;
  }

  /** The next value, to one decimal place. */
  double next() {
    value = Math.clamp(value + random.nextGaussian() * step, least, most);
    return Math.round(value * 10) / 10.0;
  }
}

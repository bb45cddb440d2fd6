package io.tidegate.testkit.thingsboard;

/** How much of what it receives the stand-in keeps. */
public enum Retention {
  /** Every value of every key, in 21 bytes each for a number. */
  EVERYTHING,
  /** The latest value of every key, and counts. */
  LATEST
}

package io.tidegate.log;

/** What happens to an append that the quota has no room for. */
public enum WhenFull {
  /** The oldest values make room, delivered or not. */
  DROP_OLDEST,
  /** The values of the append are dropped; it returns normally. */
  DROP_NEWEST,
  /** The append waits until commits have made room. */
  BLOCK
}

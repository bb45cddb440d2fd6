package io.tidegate.connector.opcua.read;

/** Numbers of a subscription's messages: after the largest UInt32 comes 1 (Part 4, 7.26). */
final class Sequence {

  static final long LARGEST = 0xFFFF_FFFFL;

  /** A message is repeated soon after it came, or it is another one. */
  private static final int MOST_REPEATED = 1000;

  private Sequence() {}

  /** What a message is, after the one before. */
  enum Place {
    NEXT,
    /** Others were sent before it. */
    AHEAD,
    REPEATED,
    /** The server has begun to count anew. */
    ELSEWHERE
  }

  /** Before the first message it is 0. */
  static long after(long number) {
    return number == LARGEST ? 1 : number + 1;
  }

  static long before(long number) {
    return number <= 1 ? LARGEST : number - 1;
  }

  static Place place(long number, long last) {
    long ahead = Math.floorMod(number - after(last), LARGEST);
    if (ahead == 0) {
      return Place.NEXT;
    }
    if (ahead < LARGEST / 2) {
      return Place.AHEAD;
    }
    return last != 0 && LARGEST - ahead <= MOST_REPEATED ? Place.REPEATED : Place.ELSEWHERE;
  }
}

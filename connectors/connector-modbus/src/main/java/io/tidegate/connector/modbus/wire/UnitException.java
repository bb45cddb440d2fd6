package io.tidegate.connector.modbus.wire;

/** An exchange with a unit that failed on a wire that works. */
public abstract sealed class UnitException extends Exception {

  private static final long serialVersionUID = 1;

  private UnitException(String message) {
    // A unit that refuses each poll would fill a stack trace each time for nobody.
    super(message, null, false, false);
  }

  /** Nothing came in time. */
  public static final class NoAnswer extends UnitException {

    private static final long serialVersionUID = 1;

    /** Says who did not answer, and for how long. */
    public NoAnswer(String message) {
      super(message);
    }
  }

  /** What came is no answer to the request: a wrong checksum, length, unit or function. */
  public static final class Garbled extends UnitException {

    private static final long serialVersionUID = 1;

    /** Says what was wrong with it. */
    public Garbled(String message) {
      super(message);
    }
  }

  /** The unit answered with an exception. */
  public static final class Refused extends UnitException {

    /**
     * In place of a code, and none that could come: the unit has answered with less data than it
     * was asked for. Some do so for what they don't have.
     */
    public static final int TOO_SHORT = -1;

    private static final long serialVersionUID = 1;

    private final int code;

    /** Creates it with the exception code of the answer (Modbus application protocol, 7). */
    public Refused(int code, String message) {
      super(message);
      this.code = code;
    }

    /** The exception code: 1 illegal function, 2 illegal data address, 3 illegal data value ... */
    public int code() {
      return code;
    }

    /** What the protocol's specification calls a code. */
    public static String meaning(int code) {
      return switch (code) {
        case TOO_SHORT -> "less data than asked for";
        case 1 -> "illegal function";
        case 2 -> "illegal data address";
        case 3 -> "illegal data value";
        case 4 -> "server device failure";
        case 5 -> "acknowledge: it will take long";
        case 6 -> "server device busy";
        case 7 -> "negative acknowledge";
        case 8 -> "memory parity error";
        case 10 -> "gateway path unavailable";
        case 11 -> "gateway target device failed to respond";
        default -> "not in the specification";
      };
    }
  }
}

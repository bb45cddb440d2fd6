package io.tidegate.connector.modbus.wire;

/** An exchange with a unit that failed on a wire that works. */
public abstract sealed class UnitException extends Exception {

  private static final long serialVersionUID = 1;

  private UnitException(String message) {
    super(message);
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
  }
}

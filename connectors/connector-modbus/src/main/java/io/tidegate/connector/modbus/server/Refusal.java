package io.tidegate.connector.modbus.server;

/** Why a request is answered with an exception (Modbus application protocol, 7). */
final class Refusal extends Exception {

  static final int ILLEGAL_FUNCTION = 1;
  static final int ILLEGAL_DATA_ADDRESS = 2;
  static final int ILLEGAL_DATA_VALUE = 3;

  private static final long serialVersionUID = 1L;

  private final int code;

  Refusal(int code) {
    // Anybody on the network can cause them: not worth a stack trace.
    super("exception " + code, null, false, false);
    this.code = code;
  }

  int code() {
    return code;
  }
}

package io.tidegate.connector.opcua.write;

/** A command that can't be carried out as it is; the message is for the one who gave it. */
final class RefusedCallException extends Exception {

  private static final long serialVersionUID = 1L;

  RefusedCallException(String message) {
    super(message);
  }
}

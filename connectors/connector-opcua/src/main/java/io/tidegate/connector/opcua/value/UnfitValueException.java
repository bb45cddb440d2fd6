package io.tidegate.connector.opcua.value;

/** A value that a node or an argument can't take. */
public final class UnfitValueException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitValueException(String message) {
    super(message);
  }
}

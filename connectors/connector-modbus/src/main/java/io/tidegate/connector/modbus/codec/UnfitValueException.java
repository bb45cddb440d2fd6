package io.tidegate.connector.modbus.codec;

/** A value that can't be written where it should be; whoever sent it gets the text. */
public final class UnfitValueException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitValueException(String message) {
    super(message);
  }
}

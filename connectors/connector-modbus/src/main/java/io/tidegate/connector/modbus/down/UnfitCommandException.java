package io.tidegate.connector.modbus.down;

/** A command that can't be understood, or makes no sense; whoever sent it gets the text. */
final class UnfitCommandException extends Exception {

  private static final long serialVersionUID = 1;

  UnfitCommandException(String message) {
    super(message);
  }
}

package io.tidegate.connector.mqtt;

/** A request that can't be turned into a message; its caller gets the text. */
final class UnfitRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  UnfitRequestException(String message) {
    super(message);
  }
}

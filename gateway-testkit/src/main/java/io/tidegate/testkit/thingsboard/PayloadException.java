package io.tidegate.testkit.thingsboard;

/** A payload that the platform refuses with 0x99. */
final class PayloadException extends Exception {

  private static final long serialVersionUID = 1L;

  PayloadException(String message) {
    super(message);
  }
}

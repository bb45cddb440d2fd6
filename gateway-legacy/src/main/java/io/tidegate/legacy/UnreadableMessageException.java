package io.tidegate.legacy;

/** A stored message that makes no sense; the ones after it may. */
final class UnreadableMessageException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableMessageException(String message) {
    super(message);
  }
}

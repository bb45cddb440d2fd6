package io.tidegate.connector;

import java.io.IOException;

/**
 * The peer answered, and does not want this connection now: it is busy, or a quota is exceeded.
 * Tried again like any other failure, but with longer pauses than a peer that does not answer.
 */
public final class RefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}

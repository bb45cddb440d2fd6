package io.tidegate.thingsboard;

import java.io.IOException;

/** The server does not speak the version of MQTT it was asked in, or may not. */
final class VersionRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Evidence evidence;

  VersionRefusedException(Evidence evidence, String message, Throwable cause) {
    super(message, cause);
    this.evidence = evidence;
  }

  Evidence evidence() {
    return evidence;
  }

  /** How sure that is. */
  enum Evidence {
    /** The server said so. */
    CLEAR,
    /** It closed the connection on the CONNECT, which can mean anything. */
    CLOSED
  }
}

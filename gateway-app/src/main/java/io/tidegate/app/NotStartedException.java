package io.tidegate.app;

import org.jspecify.annotations.Nullable;

/** The gateway can't run, for a reason that its user can do something about. */
final class NotStartedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  NotStartedException(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** One of {@link ExitCode}. */
  int exitCode() {
    return exitCode;
  }
}

package io.tidegate.app;

/** Why the process ended, for whoever started it; see docs/user/running.md. */
final class ExitCode {

  /** Stopped in order, or nothing was wrong. */
  static final int OK = 0;

  /** The check found errors, the demo lost something, or no gateway told its status. */
  static final int PROBLEMS = 1;

  /** Wrong command line; picocli's own code. */
  static final int USAGE = 2;

  /** The main configuration can't be used. */
  static final int CONFIGURATION = 3;

  /** The storage can't be opened. */
  static final int STORAGE = 4;

  /** Stopping took longer than it may. */
  static final int SLOW_STOP = 6;

  /** To be started again: the platform wants it, and the process can't do it by itself. */
  static final int RESTART = 75;

  /** A bug. */
  static final int BUG = 70;

  private ExitCode() {}
}

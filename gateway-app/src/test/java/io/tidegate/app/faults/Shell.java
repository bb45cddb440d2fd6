package io.tidegate.app.faults;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Commands of the operating system. */
final class Shell {

  private Shell() {}

  /** Runs one to its end and returns its exit code; what it prints is nobody's concern. */
  static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start()
        .waitFor();
  }
}

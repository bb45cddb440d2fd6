package io.tidegate.app.rpc;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that runs in {@code /bin/sh}, or has run and left output behind. */
final class ShellCommand {

  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration STOP_GRACE = Duration.ofMillis(300);

  /** It is in the pipe when the command ends; only what runs on in the background keeps us here. */
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(1);

  private final Process process;
  private final OutputTail out;
  private final OutputTail err;
  private List<ProcessHandle> family = List.of();

  /**
   * Starts it.
   *
   * @param before the folder that {@code cd -} goes to.
   */
  ShellCommand(String command, Path folder, Path before) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command)
            .directory(folder.toFile())
            .redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().put("PWD", folder.toString());
    builder.environment().put("OLDPWD", before.toString());
    process = builder.start();
    out = new OutputTail(process.getInputStream());
    err = new OutputTail(process.getErrorStream());
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Whether nothing is left of it that was asked to end. */
  boolean isGone() {
    return !process.isAlive() && family.stream().noneMatch(ProcessHandle::isAlive);
  }

  String out(int bytes) {
    return out.take(bytes);
  }

  String err(int bytes) {
    return err.take(bytes);
  }

  /** Whether all that it has printed so far was taken. */
  boolean isTaken() {
    return out.isEmpty() && err.isEmpty();
  }

  /**
   * If it has ended, waits a moment for its last words.
   *
   * @return whether it has ended, and what is taken now is the rest.
   */
  boolean settle() throws InterruptedException {
    if (process.isAlive()) {
      return false;
    }
    long deadline = System.nanoTime() + LAST_OUTPUT.toNanos();
    out.awaitEnd(LAST_OUTPUT);
    err.awaitEnd(Duration.ofNanos(deadline - System.nanoTime()));
    return true;
  }

  /** Waits for its end; whether it succeeded. */
  boolean succeeds(Duration within) throws InterruptedException {
    return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
  }

  /** Asks it and its children to end; those that do not are killed. */
  void terminate() {
    family = family();
    family.forEach(ProcessHandle::destroy);
    Thread.ofVirtual().name("remote-shell-end").start(() -> killAfter(GRACE, family));
  }

  /** Ends it and its children, and returns when they are gone. */
  void kill() {
    List<ProcessHandle> all = Stream.concat(family.stream(), family().stream()).distinct().toList();
    all.forEach(ProcessHandle::destroy);
    killAfter(STOP_GRACE, all);
  }

  private void killAfter(Duration grace, List<ProcessHandle> all) {
    try {
      awaitEnd(all, grace);
      // What was started in the meantime, too.
      Stream.concat(all.stream(), family().stream()).forEach(ProcessHandle::destroyForcibly);
      awaitEnd(all, GRACE);
    } catch (InterruptedException e) {
      all.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks again and again, for moments only: the system tells the end of a child, but what a child
   * has started it does not tell, and {@code ProcessHandle.onExit} looks for such a one ever more
   * rarely, up to seconds.
   */
  private static void awaitEnd(List<ProcessHandle> all, Duration within)
      throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
  }

  /** It and what it has started; the shell first, so that it does not start what comes next. */
  private List<ProcessHandle> family() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }
}

package io.tidegate.app.telemetry;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command of the machine: what it prints, bounded in time and size. Not safe for several threads.
 */
final class ShellCommand {

  static final int LONGEST_OUTPUT = 4_000;

  /** What a command has printed is in the pipe when it ends; reading it takes no time. */
  private static final Duration REST = Duration.ofSeconds(1);

  private final List<String> words;
  private @Nullable Reading last;

  ShellCommand(List<String> words) {
    this.words = List.copyOf(words);
  }

  /** A text is for the shell; a list is a program and its arguments. */
  static ShellCommand of(ConfigNode command) {
    return switch (command) {
      case TextNode(_, String text) -> ofShell(text);
      case ArrayNode array ->
          new ShellCommand(
              array.elements().stream().map(word -> ((TextNode) word).value()).toList());
      default -> throw new IllegalArgumentException("checked when it was read");
    };
  }

  static ShellCommand ofShell(String text) {
    return new ShellCommand(
        System.getProperty("os.name", "").startsWith("Windows")
            ? List.of("cmd.exe", "/c", text)
            : List.of("/bin/sh", "-c", text));
  }

  /**
   * Runs it and returns what it has printed on its standard output, not more than {@value
   * #LONGEST_OUTPUT} bytes.
   *
   * @throws IOException if it can't be started, or does not end in time and was stopped.
   */
  String run(Duration within) throws IOException, InterruptedException {
    if (last != null && last.isOpen()) {
      throw new IOException("what an earlier run has left in the background still runs");
    }
    Process process = new ProcessBuilder(words).redirectError(Redirect.DISCARD).start();
    try {
      process.getOutputStream().close();
      Reading reading = new Reading(process.getInputStream());
      last = reading;
      if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("does not end within " + within.toSeconds() + " s; stopped");
      }
      return reading.text();
    } finally {
      kill(process);
    }
  }

  /** With all that it has started. */
  private static void kill(Process process) {
    if (process.isAlive()) {
      Stream<ProcessHandle> children = process.descendants();
      List<ProcessHandle> all = children.toList();
      process.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Reads until all who may write have ended: a program that is left in the background may keep the
   * pipe open for ever, and nothing can end the reading of it. Hence a thread of its own. Where the
   * program ends before that thread has begun to read, the JDK closes the pipe, and what was left
   * in the background goes unnoticed.
   */
  private static final class Reading {

    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);

    Reading(InputStream in) {
      this.in = in;
      Thread.ofPlatform().name("command-output").daemon().start(this::read);
    }

    boolean isOpen() {
      return ended.getCount() > 0;
    }

    String text() throws InterruptedException {
      var _ = ended.await(REST.toNanos(), TimeUnit.NANOSECONDS);
      synchronized (out) {
        return out.toString(StandardCharsets.UTF_8);
      }
    }

    /** To the end, so that a command that prints more is not held up. */
    private void read() {
      byte[] buffer = new byte[1024];
      try (in) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          synchronized (out) {
            out.write(buffer, 0, Math.min(count, LONGEST_OUTPUT - out.size()));
          }
        }
      } catch (IOException e) {
        // Stopped.
      } finally {
        ended.countDown();
      }
    }
  }
}

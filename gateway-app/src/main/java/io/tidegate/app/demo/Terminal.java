package io.tidegate.app.demo;

import io.tidegate.app.demo.Screen.Line;
import io.tidegate.app.demo.Screen.Size;
import io.tidegate.app.demo.Screen.Style;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The user's terminal: single keys in, a screen out; put back as it was at the end. */
final class Terminal implements Closeable {

  private static final String TTY = "/dev/tty";
  private static final String SHOW = "\u001b[?1049h\u001b[?25l";
  private static final String HIDE = "\u001b[?25h\u001b[?1049l";
  private static final Size USUAL = new Size(24, 80);

  private final PrintStream output;
  private final String settings;
  private final BlockingQueue<Integer> keys = new LinkedBlockingQueue<>();
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final Thread atExit = new Thread(this::restore, "restore-terminal");

  private Terminal(PrintStream output, String settings) {
    this.output = output;
    this.settings = settings;
  }

  /** Whether a person looks at the standard output. */
  static boolean isThere() throws IOException, InterruptedException {
    return new ProcessBuilder("sh", "-c", "test -t 1 && test -r " + TTY)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor()
        == 0;
  }

  /** Takes the terminal over. Ctrl-C is a key like others, so that the end is an orderly one. */
  static Terminal open(PrintStream output) throws IOException, InterruptedException {
    Terminal terminal = new Terminal(output, stty("-g"));
    Runtime.getRuntime().addShutdownHook(terminal.atExit);
    var _ = stty("-icanon -echo -isig");
    output.print(SHOW);
    output.flush();
    Thread.ofPlatform().daemon().name("keys").start(terminal::readKeys);
    return terminal;
  }

  private void readKeys() {
    try (InputStream tty = new FileInputStream(TTY)) {
      for (int key = tty.read(); key >= 0; key = tty.read()) {
        keys.add(key);
      }
    } catch (IOException e) {
      // The terminal is gone; the program goes on without keys.
    }
  }

  /** The next key, or -1 if none comes in time. */
  int key(Duration patience) throws InterruptedException {
    Integer key = keys.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return key == null ? -1 : key;
  }

  /** The size as it is now. */
  Size size() throws InterruptedException {
    try {
      String[] numbers = stty("size").split(" ", 2);
      Size size = new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
      return size.rows() > 0 && size.columns() > 0 ? size : USUAL;
    } catch (IOException | NumberFormatException e) {
      return new Size(variable("LINES", USUAL.rows()), variable("COLUMNS", USUAL.columns()));
    }
  }

  private static int variable(String name, int usual) {
    String value = System.getenv(name);
    return value != null && value.matches("[1-9]\\d{0,3}") ? Integer.parseInt(value) : usual;
  }

  /** Shows lines in place of what was shown before. */
  void show(List<Line> lines) {
    StringBuilder frame = new StringBuilder("\u001b[H");
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      frame.append(code(line.style())).append(line.text()).append("\u001b[0m\u001b[K");
      frame.append(i < lines.size() - 1 ? "\r\n" : "\u001b[J");
    }
    output.print(frame);
    output.flush();
  }

  private static String code(Style style) {
    return switch (style) {
      case PLAIN -> "";
      case STRONG -> "\u001b[1m";
      case GOOD -> "\u001b[32m";
      case WARNING -> "\u001b[33m";
      case BAD -> "\u001b[1;31m";
      case FAINT -> "\u001b[2m";
    };
  }

  private static String stty(String arguments) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("sh", "-c", "stty " + arguments + " <" + TTY).start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("stty " + arguments + " failed");
    }
    return answer;
  }

  private void restore() {
    if (open.compareAndSet(true, false)) {
      output.print(HIDE);
      output.flush();
      try {
        var _ = stty(settings);
      } catch (IOException e) {
        // The terminal is gone, and its settings with it.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The program is ending: the hook runs or has run, and finds nothing to do.
    }
  }
}

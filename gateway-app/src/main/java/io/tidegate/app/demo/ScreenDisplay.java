package io.tidegate.app.demo;

import io.tidegate.app.demo.Screen.Size;
import java.time.Duration;

/** The screen of a terminal. */
final class ScreenDisplay implements Display {

  private static final int CTRL_C = 3;
  private static final int FRAMES_BETWEEN_SIZES = 4;

  private final Terminal terminal;
  private final Screen screen;
  private Size size;
  private int frames;

  ScreenDisplay(Terminal terminal, Screen screen) throws InterruptedException {
    this.terminal = terminal;
    this.screen = screen;
    this.size = terminal.size();
  }

  @Override
  public void show(Figures figures) {
    terminal.show(screen.render(figures, size));
  }

  @Override
  public Wish await(Duration patience) throws InterruptedException {
    if (++frames % FRAMES_BETWEEN_SIZES == 0) {
      size = terminal.size();
    }
    return switch (terminal.key(patience)) {
      case 'o', 'O' -> Wish.OUTAGE;
      case 'q', 'Q', CTRL_C -> Wish.QUIT;
      default -> Wish.NOTHING;
    };
  }

  @Override
  public void close() {
    terminal.close();
  }
}

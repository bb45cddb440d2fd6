package io.tidegate.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.app.demo.DemoGateway.Snapshot;
import io.tidegate.app.demo.Figures.Latest;
import io.tidegate.app.demo.Screen.Line;
import io.tidegate.app.demo.Screen.Size;
import io.tidegate.app.demo.Screen.Style;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private final Screen screen = new Screen(Duration.ofSeconds(10));

  @Test
  void fitsEverySize() {
    for (Size size :
        List.of(new Size(24, 80), new Size(50, 200), new Size(10, 30), new Size(3, 5))) {
      List<Line> lines = screen.render(figures(0, 200), size);
      assertThat(lines).hasSizeLessThanOrEqualTo(size.rows());
      assertThat(lines).allMatch(line -> line.text().length() <= size.columns());
    }
  }

  @Test
  void showsTheTableTheFiguresAndTheHint() {
    List<Line> lines = screen.render(figures(0, 4), new Size(24, 80));

    assertThat(lines)
        .extracting(Line::text)
        .anyMatch(
            line -> line.contains("read 120   stored 119   delivered 100   waiting 19   lost 0"))
        .anyMatch(line -> line.matches("Device 0 +key0 +0 +0\\.0s +Device 2 +key2 +2 +20s *"))
        .anyMatch(line ->
            line.contains("backlog [####################") && line.endsWith("19, highest 38"))
        .anyMatch(line -> line.startsWith("commands answered 3 of 4: pump north setRunning(true)"))
        .contains("press o to cut ThingsBoard off for 10 s, q to quit");
  }

  @Test
  void aLossIsSeen() {
    assertThat(screen.render(figures(3, 1), new Size(24, 80)))
        .anyMatch(line -> line.text().endsWith("lost 3") && line.style() == Style.BAD);
  }

  private static Figures figures(long lost, int values) {
    return new Figures(
        Duration.ofSeconds(75),
        "connected",
        new Snapshot(120, 0, 1, 0, 119, 100, 19, 0),
        120,
        100,
        0,
        lost,
        38,
        new Commands.State(4, 3, "pump north setRunning(true): {\"running\":true} in 9 ms"),
        IntStream.range(0, values)
            .mapToObj(
                i -> new Latest("Device " + i, "key" + i, "" + i, Duration.ofSeconds(i * 10L)))
            .toList());
  }
}

package io.tidegate.app.demo;

import io.tidegate.app.demo.DemoGateway.Snapshot;
import io.tidegate.app.demo.Figures.Latest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays the figures out for a terminal of a size. A pure function. */
final class Screen {

  /** The size of a terminal in characters. */
  record Size(int rows, int columns) {}

  /** How a line is shown. */
  enum Style {
    PLAIN,
    STRONG,
    GOOD,
    WARNING,
    BAD,
    FAINT
  }

  /** A line of the screen, without its end. */
  record Line(String text, Style style) {}

  private static final int AROUND_THE_TABLE = 10;
  private static final int CELL = 39;
  private static final int BAR = 40;

  private final Duration outageLength;

  Screen(Duration outageLength) {
    this.outageLength = outageLength;
  }

  List<Line> render(Figures figures, Size size) {
    List<Line> lines = new ArrayList<>();
    Duration elapsed = figures.elapsed();
    lines.add(
        new Line(
            String.format(
                Locale.ROOT,
                "Tidegate: sensors > MQTT broker > gateway > ThingsBoard   %02d:%02d",
                elapsed.toMinutes(),
                elapsed.toSecondsPart()),
            Style.STRONG));
    boolean connected = figures.platform().equals("connected");
    lines.add(
        new Line("ThingsBoard: " + figures.platform(), connected ? Style.GOOD : Style.WARNING));
    lines.addAll(counts(figures));
    lines.add(commands(figures.commands()));
    lines.add(new Line("", Style.PLAIN));
    lines.addAll(table(figures.latest(), size));
    lines.add(new Line("", Style.PLAIN));
    lines.add(
        new Line(
            String.format(
                Locale.ROOT,
                "press o to cut ThingsBoard off for %d s, q to quit",
                outageLength.toSeconds()),
            Style.FAINT));
    return lines.stream().map(line -> cut(line, size.columns())).limit(size.rows()).toList();
  }

  private static List<Line> counts(Figures figures) {
    Snapshot gateway = figures.gateway();
    return List.of(
        new Line(
            String.format(
                Locale.ROOT,
                "read %d   stored %d   delivered %d   waiting %d   lost %d",
                gateway.read(),
                gateway.stored(),
                gateway.delivered(),
                gateway.waiting(),
                figures.lost()),
            figures.lost() == 0 ? Style.GOOD : Style.BAD),
        new Line(
            String.format(
                Locale.ROOT,
                "filtered %d   rejected %d   dropped %d   published %d   arrived %d (%d twice)",
                gateway.filtered(),
                gateway.rejected(),
                gateway.dropped(),
                figures.published(),
                figures.arrived(),
                figures.repeated()),
            Style.FAINT),
        bar(gateway.waiting(), figures.highestWaiting()));
  }

  private static Line commands(Commands.State commands) {
    return new Line(
        String.format(
            Locale.ROOT,
            "commands answered %d of %d: %s",
            commands.answered(),
            commands.sent(),
            commands.last()),
        commands.answered() == commands.sent() ? Style.GOOD : Style.WARNING);
  }

  private static Line bar(long waiting, long highest) {
    int length = highest == 0 ? 0 : (int) Math.ceilDiv(waiting * BAR, highest);
    String text =
        String.format(
            Locale.ROOT,
            "backlog [%-" + BAR + "s] %d, highest %d",
            "#".repeat(length),
            waiting,
            highest);
    return new Line(text, waiting > 0 ? Style.WARNING : Style.FAINT);
  }

  private static List<Line> table(List<Latest> latest, Size size) {
    int columns = Math.max(1, size.columns() / CELL);
    int height = Math.max(1, size.rows() - AROUND_THE_TABLE);
    int used = Math.min(height, Math.max(1, Math.ceilDiv(latest.size(), columns)));
    List<Line> lines = new ArrayList<>();
    String header =
        String.format(Locale.ROOT, "%-13s%-12s%8s%5s ", "DEVICE", "KEY", "VALUE", "AGE");
    lines.add(new Line(header.repeat(columns), Style.STRONG));
    for (int row = 0; row < used; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(cell(latest, column * used + row, row));
      }
      lines.add(new Line(line.toString(), Style.PLAIN));
    }
    return lines;
  }

  /** A device is named in its first line of a column only. */
  private static String cell(List<Latest> latest, int index, int row) {
    if (index >= latest.size()) {
      return " ".repeat(CELL);
    }
    Latest value = latest.get(index);
    boolean first = row == 0 || !latest.get(index - 1).device().equals(value.device());
    return String.format(
        Locale.ROOT,
        "%-13s%-12s%8s%5s ",
        first ? shorten(value.device(), 12) : "",
        shorten(value.key(), 11),
        shorten(value.value(), 8),
        age(value.age()));
  }

  private static String age(Duration age) {
    if (age.toMinutes() > 0) {
      return age.toMinutes() + "m";
    }
    return age.toSeconds() >= 10
        ? age.toSeconds() + "s"
        : String.format(Locale.ROOT, "%.1fs", age.toMillis() / 1000.0);
  }

  private static String shorten(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "~";
  }

  private static Line cut(Line line, int columns) {
    return line.text().length() <= columns
        ? line
        : new Line(line.text().substring(0, columns), line.style());
  }
}

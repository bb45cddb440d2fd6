package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the units of one line one after the other. For one thread. */
final class UnitScan {

  /** What a gateway says for a unit that it can't reach (Modbus application protocol, 7). */
  private static final Set<Integer> NOBODY_THERE = Set.of(10, 11);

  private final WireSettings settings;
  private final ScanCommand.Opening opening;
  private final Table table;
  private final int address;
  private final Duration timeout;
  private final int mostInVain;
  private final Steps steps;
  private final List<String> found = new ArrayList<>();
  private int asked;
  private boolean heard;
  private @Nullable Wire wire;
  private @Nullable String failure;

  /** Is told of each unit that was asked. */
  @FunctionalInterface
  interface Steps {
    void asked(boolean answered);
  }

  /**
   * Creates it.
   *
   * @param mostInVain how many units are asked of a line that has not said anything at all.
   */
  UnitScan(
      WireSettings settings,
      ScanCommand.Opening opening,
      Table table,
      int address,
      Duration timeout,
      int mostInVain,
      Steps steps) {
    this.settings = settings;
    this.opening = opening;
    this.table = table;
    this.address = address;
    this.timeout = timeout;
    this.mostInVain = mostInVain;
    this.steps = steps;
  }

  /** Asks all of them, or until the line is gone. */
  void run(Set<Integer> units) {
    try {
      for (int unit : units) {
        String answer = ask(unit);
        if (answer != null) {
          found.add("  unit %3d  %s".formatted(unit, answer));
        }
        asked++;
        steps.asked(answer != null);
        if (!heard && asked == mostInVain && asked < units.size()) {
          failure = "nothing answers; the others were not asked, which --units 1-247 does";
          return;
        }
      }
    } catch (IOException e) {
      failure = e.getMessage();
    } catch (InterruptedException e) {
      failure = "ended";
    } finally {
      close();
    }
  }

  /** Whether all units were asked. */
  boolean isDone() {
    return failure == null;
  }

  void print(PrintWriter out) {
    out.println(settings.place());
    found.forEach(out::println);
    if (failure != null) {
      out.printf("  %s%n", failure);
    }
    if (asked > 0) {
      out.printf("  %d of %d units answer%n", found.size(), asked);
    }
  }

  private @Nullable String ask(int unit) throws IOException, InterruptedException {
    Wire open = wire == null ? opening.open() : wire;
    wire = open;
    try {
      byte[] data = Table.data(open.exchange(unit, table.read(address, 1), timeout));
      heard = true;
      return "%s %d: %s".formatted(table, address, HexFormat.of().withUpperCase().formatHex(data));
    } catch (UnitException e) {
      return answer(e);
    } catch (IOException e) {
      close();
      // A connection is given up after some silence: that may be the units' and not the host's.
      if (e.getCause() instanceof UnitException) {
        return null;
      }
      throw e;
    }
  }

  private @Nullable String answer(UnitException failure) {
    heard |= !(failure instanceof NoAnswer);
    return switch (failure) {
      case Refused e when NOBODY_THERE.contains(e.code()) -> null;
      case Refused e when e.code() == Refused.TOO_SHORT ->
          "something that is no answer: " + e.getMessage();
      case Refused e ->
          "refuses %s %d: %s (exception %d)"
              .formatted(table, address, Refused.meaning(e.code()), e.code());
      case NoAnswer _ -> null;
      case Garbled e -> "something that is no answer: " + e.getMessage();
    };
  }

  private void close() {
    Wire open = wire;
    wire = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It is of no use any more.
      }
    }
  }
}

package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** Shows registers, and what they may mean. */
final class RegisterView {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int MOST_IN_DETAIL = 8;
  private static final int MOST_LIKELY = 12;
  private static final int LEAST_WIDTH = 14;
  private static final int[] SIZES = {1, 2, 4};

  private final byte[] data;
  private final int address;
  private final int from;
  private final int count;

  /**
   * A view of registers.
   *
   * @param data the registers.
   * @param address of the first of them.
   * @param from which of them is the first that was asked for.
   * @param count how many were asked for; the others are neighbours.
   */
  RegisterView(byte[] data, int address, int from, int count) {
    this.data = data;
    this.address = address;
    this.from = from;
    this.count = count;
  }

  private int registers() {
    return data.length / 2;
  }

  void print(PrintWriter out) {
    printRegisters(out);
    if (count <= MOST_IN_DETAIL) {
      printMeanings(out, from, false);
      printMeanings(out, from - 1, true);
      printMeanings(out, from + 1, true);
      out.println();
      out.println("** likely, * possible; the others speak against themselves");
    }
    printLikely(out);
    out.flush();
  }

  private void printRegisters(PrintWriter out) {
    out.println("  address  hex   unsigned  signed  text  bits 15 to 0");
    for (int i = 0; i < registers(); i++) {
      boolean isAsked = i >= from && i < from + count;
      int upper = data[2 * i] & 0xFF;
      int lower = data[2 * i + 1] & 0xFF;
      out.printf(
          "%s %7d  %s  %8d  %6d  %c%c    %s %s%n",
          isAsked ? ">" : " ",
          address + i,
          HEX.formatHex(data, 2 * i, 2 * i + 2),
          (upper << 8) | lower,
          (short) ((upper << 8) | lower),
          printable(upper),
          printable(lower),
          bits(upper),
          bits(lower));
    }
  }

  private static char printable(int octet) {
    return octet >= ' ' && octet < 0x7F ? (char) octet : '.';
  }

  private static String bits(int octet) {
    return "%8s".formatted(Integer.toBinaryString(octet)).replace(' ', '0');
  }

  private void printMeanings(PrintWriter out, int start, boolean onlyProbable) {
    List<List<Guess>> rows = start < 0 ? List.of() : rows(start);
    if (onlyProbable) {
      rows = new ArrayList<>(rows);
      // One register by itself is in the list above; and a neighbour need not mean anything.
      rows.removeIf(row ->
          row.getFirst().count() == 1
              || row.stream().allMatch(g -> g.likelihood() == Likelihood.NONE));
    }
    if (rows.isEmpty()) {
      return;
    }
    int width = width(rows);
    out.println();
    out.printf("from %d%n", address + start);
    printRow(out, "byteOrder", List.of("BIG", "BIG", "LITTLE", "LITTLE"), width);
    printRow(out, "wordOrder", List.of("BIG", "LITTLE", "BIG", "LITTLE"), width);
    for (List<Guess> row : rows) {
      List<String> cells = new ArrayList<>();
      for (Guess guess : row) {
        cells.add(guess.marked());
        if (row.size() == 2) {
          // Where the order of words says nothing.
          cells.add("");
        }
      }
      printRow(out, row.getFirst().type(), cells, width);
    }
  }

  private static int width(List<List<Guess>> rows) {
    int longest =
        rows.stream().flatMap(List::stream).mapToInt(g -> g.marked().length()).max().orElse(0);
    return Math.max(LEAST_WIDTH, longest + 2);
  }

  private static void printRow(PrintWriter out, String name, List<String> cells, int width) {
    StringBuilder line = new StringBuilder("  %-11s".formatted(name));
    cells.forEach(cell -> line.append(cell).append(" ".repeat(width - cell.length())));
    out.println(line.toString().stripTrailing());
  }

  private List<List<Guess>> rows(int start) {
    List<List<Guess>> rows = new ArrayList<>();
    for (int size : SIZES) {
      if (size <= count && start + size <= registers()) {
        rows.addAll(Guesses.numbers(data, start, size));
      }
    }
    if (start + count <= registers()) {
      rows.add(Guesses.texts(data, start, count));
    }
    return rows;
  }

  /** Only what is likely; what was asked for first. */
  private void printLikely(PrintWriter out) {
    List<Guess> likely = new ArrayList<>();
    for (int start = 0; start < registers(); start++) {
      rows(start).forEach(likely::addAll);
    }
    likely.removeIf(guess -> guess.likelihood() < Likelihood.LIKELY);
    likely.sort(
        Comparator.<Guess>comparingInt(guess -> Math.abs(guess.start() - from))
            .thenComparing(Comparator.comparingInt(Guess::count).reversed()));
    if (!likely.isEmpty()) {
      out.println();
      out.println("most likely");
      likely.stream()
          .limit(MOST_LIKELY)
          .forEach(g -> out.printf("  %-22s %s%n", g.text(), g.configuration(address)));
    }
  }

  /** Shows bits: the first one of each line is the one at its address. */
  static void printBits(PrintWriter out, Table table, byte[] data, int address, int count) {
    out.println("  address  " + table);
    for (int line = 0; line < count; line += 16) {
      StringBuilder bits = new StringBuilder();
      for (int i = line; i < Math.min(line + 16, count); i++) {
        bits.append((i - line) % 8 == 0 && i > line ? "  " : " ");
        bits.append((data[i / 8] >> (i % 8)) & 1);
      }
      out.printf("  %7d %s%n", address + line, bits);
    }
    out.flush();
  }
}

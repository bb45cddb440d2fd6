package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Order;

/**
 * What registers may mean.
 *
 * @param start the first register of it, counted from the first one given.
 * @param type as in the configuration.
 * @param text the value, as it is shown.
 * @param likelihood 0: nothing speaks for it, 1: possible, 2: likely.
 */
record Guess(
    int start,
    String type,
    int count,
    Order byteOrder,
    Order wordOrder,
    String text,
    int likelihood) {

  private static final String[] MARKS = {"", " *", " **"};

  /** The value with as many stars as speak for it. */
  String marked() {
    return text + MARKS[likelihood];
  }

  /** The same, no more likely than this. */
  Guess atMost(int most) {
    return new Guess(start, type, count, byteOrder, wordOrder, text, Math.min(most, likelihood));
  }

  /** As it is written in the configuration of a unit. */
  String configuration(int address) {
    String orders =
        type.equals("string")
            ? ""
            : ", \"byteOrder\": \"%s\", \"wordOrder\": \"%s\"".formatted(byteOrder, wordOrder);
    return "\"type\": \"%s\", \"address\": %d, \"objectsCount\": %d%s"
        .formatted(type, address + start, count, orders);
  }
}

package io.tidegate.connector.modbus.codec;

/**
 * How values are to be written.
 *
 * @param functionCode 5, 6, 15 or 16.
 * @param type one of the names of the user documentation.
 * @param objectsCount coils, bits, or registers of types without a size of their own.
 * @param byteOrder within each register; of numbers only.
 * @param wordOrder of the registers of a number.
 * @param bitOrder of lists of bits.
 * @param repacking of the finished registers.
 */
public record WriteFormat(
    int functionCode,
    String type,
    int objectsCount,
    Order byteOrder,
    Order wordOrder,
    BitOrder bitOrder,
    Repacking repacking) {

  /** The Python gateway's switch {@code repack}. */
  public enum Repacking {
    NONE,

    /** With little endian bytes, turns the two bytes of every register round once more. */
    BY_BYTE_ORDER
  }

  /** Big endian throughout. */
  public static WriteFormat of(int functionCode, String type, int objectsCount) {
    return new WriteFormat(
        functionCode, type, objectsCount, Order.BIG, Order.BIG, BitOrder.NATURAL, Repacking.NONE);
  }

  /** The same with other orders of bytes and words. */
  public WriteFormat withOrders(Order bytes, Order words) {
    return new WriteFormat(functionCode, type, objectsCount, bytes, words, bitOrder, repacking);
  }

  /** What is written. */
  Table table() {
    Table table = Table.of(functionCode);
    if (functionCode < 5) {
      throw new IllegalArgumentException(
          "function code %d reads; 5, 6, 15 and 16 write".formatted(functionCode));
    }
    return table;
  }
}

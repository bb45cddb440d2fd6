package io.tidegate.connector.modbus.codec;

import io.tidegate.connector.ConversionException;
import io.tidegate.data.Value;
import org.jspecify.annotations.Nullable;

/** What objects of a table say, by a format that was worked out once. */
public abstract sealed class Decoder
    permits RegisterNumber, CoilNumber, BitList, SingleBit, RegisterText {

  private final Table table;
  private final int objects;

  Decoder(Table table, int objects) {
    this.table = table;
    this.objects = objects;
  }

  /**
   * The decoder of a format.
   *
   * @throws IllegalArgumentException with a phrase for the user if the format makes no sense.
   */
  public static Decoder of(ReadFormat format) {
    DataType type = DataType.of(format.type(), format.objectsCount());
    return switch (type.kind()) {
      case SIGNED, UNSIGNED, WORD ->
          format.table().holdsBits()
              ? new CoilNumber(type, format)
              : new RegisterNumber(type, format);
      case FLOAT -> new RegisterNumber(type, format);
      case TEXT, BYTES -> new RegisterText(type, format);
      case BITS ->
          format.bit() == null && format.objectsCount() > 1
              ? new BitList(type, format)
              : new SingleBit(type, format);
    };
  }

  /** The number of coils or registers that it looks at. */
  public int objects() {
    return objects;
  }

  /**
   * The value of the objects that begin with this one.
   *
   * @param data registers, two bytes each, or coils, eight in a byte, the first one lowest; as in
   *     the answers of a unit.
   * @param first which coil or register of the data it begins with.
   * @return null for what is no value: not a number, infinity.
   * @throws ConversionException if the data do not fit the format.
   */
  public final @Nullable Value decode(byte[] data, int first) throws ConversionException {
    if (table.bytes(first + objects) > data.length) {
      throw new ConversionException(
          "short answer",
          "%d %s are needed and %d bytes came".formatted(first + objects, table, data.length));
    }
    return value(data, first);
  }

  abstract @Nullable Value value(byte[] data, int first) throws ConversionException;

  /** Whether a bit is set, counted from the first object. */
  static boolean isSet(Table table, byte[] data, int first, int position) {
    if (table.holdsBits()) {
      int coil = first + position;
      return ((data[coil / 8] >> (coil % 8)) & 1) != 0;
    }
    int lowerByte = 2 * (first + position / 16) + 1;
    return ((data[lowerByte - position % 16 / 8] >> (position % 8)) & 1) != 0;
  }

  /** Refuses coils for what only registers hold. */
  static Table registers(DataType type, Table table) {
    if (table.holdsBits()) {
      throw new IllegalArgumentException("%s can't be read from %s".formatted(type.name(), table));
    }
    return table;
  }
}

package io.tidegate.connector.modbus.codec;

import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;
import io.tidegate.data.Value;
import java.util.Arrays;

/** The objects that a value becomes, by a format that was worked out once. */
public abstract sealed class Encoder permits CoilWriter, NumberWriter, TextWriter, BitWriter {

  private final Table table;
  private final int objects;
  private final boolean isRepacked;

  Encoder(WriteFormat format, int objects) {
    this.table = format.table();
    this.objects = objects;
    this.isRepacked =
        format.repacking() == Repacking.BY_BYTE_ORDER && format.byteOrder() == Order.LITTLE;
  }

  /**
   * The encoder of a format.
   *
   * @throws IllegalArgumentException with a phrase for the user if the format makes no sense.
   */
  public static Encoder of(WriteFormat format) {
    DataType type = DataType.of(format.type(), format.objectsCount());
    if (format.table().holdsBits()) {
      return new CoilWriter(type, format);
    }
    return switch (type.kind()) {
      case SIGNED, UNSIGNED, WORD, FLOAT -> new NumberWriter(type, format);
      case TEXT, BYTES -> new TextWriter(type, format);
      case BITS -> new BitWriter(type, format);
    };
  }

  /** The number of coils or registers that it writes, always the same. */
  public int objects() {
    return objects;
  }

  /**
   * The value as coils or registers.
   *
   * @throws UnfitValueException if it does not fit.
   */
  public final Payload encode(Value value) throws UnfitValueException {
    byte[] data = new byte[table.bytes(objects)];
    write(value, data);
    if (isRepacked && !table.holdsBits()) {
      swap(data);
    }
    return new Payload(table, objects, data);
  }

  /** Fills in the objects, which are all zero. */
  abstract void write(Value value, byte[] data) throws UnfitValueException;

  private static void swap(byte[] registers) {
    byte[] before = Arrays.copyOf(registers, registers.length);
    for (int i = 0; i < before.length; i++) {
      registers[i ^ 1] = before[i];
    }
  }
}

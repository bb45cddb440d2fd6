package io.tidegate.connector.modbus.codec;

import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;
import io.tidegate.data.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats that differ from others in one thing. */
final class TestFormats {

  private TestFormats() {}

  /** Of a single bit. */
  static ReadFormat bit(ReadFormat format, int bit) {
    return with(
        format, format.bitOrder(), bit, format.divider(), format.multiplier(), format.variants());
  }

  /** With another order of bits. */
  static ReadFormat bitOrder(ReadFormat format, BitOrder order) {
    return with(
        format, order, format.bit(), format.divider(), format.multiplier(), format.variants());
  }

  /** With a scale; 0 for neither. */
  static ReadFormat scaled(ReadFormat format, double divider, double multiplier) {
    return with(format, format.bitOrder(), format.bit(), divider, multiplier, format.variants());
  }

  /** With other values for some. */
  static ReadFormat varied(ReadFormat format, Map<String, Value> variants) {
    return with(
        format, format.bitOrder(), format.bit(), format.divider(), format.multiplier(), variants);
  }

  private static ReadFormat with(
      ReadFormat format,
      BitOrder bitOrder,
      @Nullable Integer bit,
      double divider,
      double multiplier,
      Map<String, Value> variants) {
    return new ReadFormat(
        format.table(),
        format.type(),
        format.objectsCount(),
        format.byteOrder(),
        format.wordOrder(),
        bitOrder,
        bit,
        format.bitTarget(),
        format.round(),
        divider,
        multiplier,
        variants);
  }

  /** With another order of bits. */
  static WriteFormat bitOrder(WriteFormat format, BitOrder order) {
    return with(format, order, format.repacking());
  }

  /** With its registers repacked. */
  static WriteFormat repacked(WriteFormat format, Repacking repacking) {
    return with(format, format.bitOrder(), repacking);
  }

  private static WriteFormat with(WriteFormat format, BitOrder bitOrder, Repacking repacking) {
    return new WriteFormat(
        format.functionCode(),
        format.type(),
        format.objectsCount(),
        format.byteOrder(),
        format.wordOrder(),
        bitOrder,
        repacking);
  }
}

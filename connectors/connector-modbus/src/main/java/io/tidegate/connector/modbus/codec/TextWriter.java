package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text in registers, upper bytes first; the rest of its registers is filled with zeros. */
final class TextWriter extends Encoder {

  private final boolean isText;

  TextWriter(DataType type, WriteFormat format) {
    super(format, format.objectsCount());
    this.isText = type.kind() == DataType.Kind.TEXT;
  }

  @Override
  void write(Value value, byte[] data) throws UnfitValueException {
    byte[] bytes = isText ? text(value).getBytes(StandardCharsets.UTF_8) : digits(text(value));
    if (bytes.length > data.length) {
      throw new UnfitValueException(
          "%s has %d bytes and its %d registers have room for %d"
              .formatted(Numbers.shown(value), bytes.length, objects(), data.length));
    }
    System.arraycopy(bytes, 0, data, 0, bytes.length);
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Json(String json) -> json;
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
    };
  }

  private static byte[] digits(String text) throws UnfitValueException {
    try {
      return HexFormat.of().parseHex(text.strip());
    } catch (IllegalArgumentException e) {
      throw new UnfitValueException("bytes are pairs of hexadecimal digits, such as 0a1b");
    }
  }
}

package io.tidegate.connector.modbus.codec;

import io.tidegate.connector.ConversionException;
import io.tidegate.data.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Text in registers, upper bytes first; what is not UTF-8, and {@code bytes}, as hex digits. */
final class RegisterText extends Decoder {

  private final boolean isText;
  private final Scale scale;
  private final Variants variants;

  RegisterText(DataType type, ReadFormat format) {
    super(registers(type, format.table()), format.objectsCount());
    this.isText = type.kind() == DataType.Kind.TEXT;
    this.scale = new Scale(format.divider(), format.multiplier());
    this.variants = new Variants(format.variants());
  }

  @Override
  @Nullable Value value(byte[] data, int first) throws ConversionException {
    String text = isText ? text(data, 2 * first, 2 * objects()) : hex(data, first);
    Value value = scale.isNone() ? new Value.Text(text) : scale.text(text);
    return value == null ? null : variants.of(value);
  }

  private String text(byte[] data, int from, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(data, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      return hex(data, from / 2);
    }
  }

  private String hex(byte[] data, int first) {
    return HexFormat.of().formatHex(data, 2 * first, 2 * (first + objects()));
  }
}

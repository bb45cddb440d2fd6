package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.modbus.codec.BitTarget;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Encoder;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.Payload;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.data.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a value that somebody types is put into registers or coils. */
final class ValueOptions {

  private static final int SEVERAL_COILS = 15;
  private static final int SEVERAL_REGISTERS = 16;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "As in the configuration, such as 32float. Default: 16int or 16uint; bits.")
  private @Nullable String type;

  @Option(
      names = "--count",
      paramLabel = "COUNT",
      description = "Registers of a text, or bits. Default: as many as the value has.")
  private @Nullable Integer count;

  @Option(
      names = "--byte-order",
      paramLabel = "ORDER",
      description = "big or little. Default: big.")
  private Order byteOrder = Order.BIG;

  @Option(
      names = "--word-order",
      paramLabel = "ORDER",
      description = "big or little. Default: big.")
  private Order wordOrder = Order.BIG;

  /** How the value is written. */
  WriteFormat format(Table table, String given) {
    if (!table.isWritable()) {
      throw new IllegalArgumentException(table + " can't be written");
    }
    String usual = table.holdsBits() ? "bits" : given.startsWith("-") ? "16int" : "16uint";
    String wanted = type == null ? usual : type;
    return WriteFormat.of(
            table.holdsBits() ? SEVERAL_COILS : SEVERAL_REGISTERS, wanted, count(wanted, given))
        .withOrders(byteOrder, wordOrder);
  }

  private int count(String wanted, String given) {
    if (count != null) {
      return count;
    }
    if (wanted.equals("string")) {
      return Math.max(1, (given.getBytes(StandardCharsets.UTF_8).length + 1) / 2);
    }
    return given.startsWith("[") ? given.split(",", -1).length : 1;
  }

  /**
   * The value as it is written, or an {@link IllegalArgumentException} that says why it can't be.
   */
  static Payload payload(WriteFormat format, String given) {
    try {
      return Encoder.of(format).encode(value(format.type(), given));
    } catch (UnfitValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Value value(String type, String given) {
    if (type.equals("string") || type.equals("bytes")) {
      return new Value.Text(given);
    }
    if (given.matches("0[xX][0-9a-fA-F]{1,32}")) {
      return new Value.Text(new BigInteger(given.substring(2), 16).toString());
    }
    return switch (given) {
      case "on" -> new Value.Bool(true);
      case "off" -> new Value.Bool(false);
      default -> new Value.Text(given);
    };
  }

  /** What was read, understood as it was written. */
  static String meaning(Table table, byte[] data, WriteFormat format) {
    ReadFormat read =
        ReadFormat.of(table, format.type(), format.objectsCount())
            .withOrders(format.byteOrder(), format.wordOrder())
            .withBitTarget(BitTarget.INT);
    try {
      return switch (Decoder.of(read).decode(data, 0)) {
        case null -> "no number";
        case Value.Text(String text) -> "'" + text.replace("\0", "") + "'";
        case Value.Json(String json) -> json;
        case Value.Bool(boolean truth) -> Boolean.toString(truth);
        case Value.Int(long number) -> Long.toString(number);
        case Value.Real(double number) -> Double.toString(number);
      };
    } catch (ConversionException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

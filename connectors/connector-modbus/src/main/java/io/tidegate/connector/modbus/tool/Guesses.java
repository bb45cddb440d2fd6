package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that registers may mean, from one of them on. */
final class Guesses {

  private static final int EXACT = 400;

  /** The types of each size, in registers. */
  private static final String[][] TYPES = {
    {"16int", "16uint", "16float"},
    {"32int", "32uint", "32float"},
    {},
    {"64int", "64uint", "64float"}
  };

  private Guesses() {}

  /** The meanings of so many registers as one number, in rows of one per pair of orders. */
  static List<List<Guess>> numbers(byte[] data, int start, int registers) {
    List<List<Guess>> rows = new ArrayList<>();
    for (String type : TYPES[registers - 1]) {
      List<Guess> row = new ArrayList<>();
      for (Order bytes : Order.values()) {
        for (Order words : Order.values()) {
          // The order of words says nothing of a single one.
          if (registers > 1 || words == Order.BIG) {
            row.add(number(data, start, type, registers, bytes, words));
          }
        }
      }
      rows.add(row);
    }
    return rows;
  }

  private static Guess number(
      byte[] data, int start, String type, int registers, Order bytes, Order words) {
    ReadFormat format =
        ReadFormat.of(Table.HOLDING_REGISTERS, type, registers)
            .withOrders(bytes, words)
            .withRound(EXACT);
    Value value = value(format, data, start);
    String text = shown(value, 16 * registers);
    int likelihood =
        switch (value) {
          case Value.Real(double real) -> Likelihood.real(real, text, 16 * registers);
          case Value.Int(long whole) -> Likelihood.whole(whole, 16 * registers);
          case null, default -> Likelihood.NONE;
        };
    return new Guess(start, type, registers, bytes, words, text, likelihood);
  }

  /** The text in all registers from here on; and with the bytes of each turned round. */
  static List<Guess> texts(byte[] data, int start, int registers) {
    byte[] part = Arrays.copyOfRange(data, 2 * start, 2 * (start + registers));
    List<Guess> guesses = new ArrayList<>();
    guesses.add(text(part, start, registers, Order.BIG));
    for (int i = 0; i + 1 < part.length; i += 2) {
      byte upper = part[i];
      part[i] = part[i + 1];
      part[i + 1] = upper;
    }
    // The gateway reads no text that way, nor do many units write it.
    Guess turned = text(part, start, registers, Order.LITTLE);
    guesses.add(turned.atMost(Likelihood.POSSIBLE));
    return guesses;
  }

  private static Guess text(byte[] part, int start, int registers, Order bytes) {
    StringBuilder text = new StringBuilder();
    int end = part.length;
    while (end > 0 && (part[end - 1] == 0 || part[end - 1] == ' ')) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      text.append(part[i] >= ' ' && part[i] < 0x7F ? (char) part[i] : '.');
    }
    boolean isText = text.indexOf(".") < 0 && end > 1;
    int likelihood = isText ? Likelihood.text(text.toString()) : Likelihood.NONE;
    return new Guess(start, "string", registers, bytes, Order.BIG, "'" + text + "'", likelihood);
  }

  private static @Nullable Value value(ReadFormat format, byte[] data, int start) {
    try {
      return Decoder.of(format).decode(data, start);
    } catch (ConversionException e) {
      throw new IllegalStateException("there are fewer registers than were asked for", e);
    }
  }

  private static String shown(@Nullable Value value, int bits) {
    return switch (value) {
      case Value.Int(long whole) -> Long.toString(whole);
      case Value.Real(double real) ->
          bits == 64 ? Double.toString(real) : Float.toString((float) real);
      case Value.Json(String json) -> json;
      case Value.Text(String text) -> text;
      case Value.Bool(boolean truth) -> Boolean.toString(truth);
      case null -> "no number";
    };
  }
}

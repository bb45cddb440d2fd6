package io.tidegate.connector.modbus.config;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.Place;
import io.tidegate.config.Problems;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Encoder;
import io.tidegate.connector.modbus.codec.Table;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with one thing that is read or written. */
final class ItemRules {

  private static final Set<Integer> WRITES = Set.of(5, 6, 15, 16);
  private static final int MOST_REGISTERS = 125;
  private static final int ADDRESSES = 65_536;

  private ItemRules() {}

  static void checkRead(ReadConfig item, Problems problems) {
    checkTag(item.tag(), item.type(), problems);
    checkLength(item.functionCode(), item.address().last(), item.objectsCount(), problems);
    checkScale(item.divider(), item.variants(), problems);
    if (!item.type().isBlank()) {
      checkFormat(() -> Decoder.of(Formats.of(item, Orders.USUAL)), problems);
    }
  }

  static void checkCommand(CommandConfig item, Problems problems) {
    checkTag(item.tag(), item.type(), problems);
    checkLength(item.functionCode(), item.address(), item.objectsCount(), problems);
    checkScale(item.divider(), item.variants(), problems);
    if (!item.isRead() && !WRITES.contains(item.functionCode())) {
      problems.error(
          "functionCode", "must be 5, 6, 15, 16 or 1 to 4 but is " + item.functionCode());
    } else if (!item.type().isBlank()) {
      checkFormat(
          () -> {
            if (item.isRead()) {
              Decoder.of(Formats.read(item, Orders.USUAL));
            } else {
              checkWrite(item, Encoder.of(Formats.write(item, Orders.USUAL)).objects());
            }
          },
          problems);
    }
  }

  private static void checkWrite(CommandConfig item, int objects) {
    Table table = Table.of(item.functionCode());
    if (objects > table.mostPerWrite()) {
      throw new IllegalArgumentException(
          "%d %s are more than the %d that one request writes"
              .formatted(objects, table, table.mostPerWrite()));
    }
  }

  private static void checkFormat(Runnable attempt, Problems problems) {
    try {
      attempt.run();
    } catch (IllegalArgumentException e) {
      problems.error("type", "can't be used: " + e.getMessage());
    }
  }

  private static void checkScale(
      @Nullable Double divider, Map<String, ConfigNode> variants, Problems problems) {
    if (divider != null && divider == 0) {
      problems.error("divider", "must not be 0");
    }
    variants.forEach((text, node) -> {
      if (Formats.value(node) == null) {
        problems.error("variants/" + Place.escape(text), "must be a text, a number, true or false");
      }
    });
  }

  static void checkTag(String tag, String type, Problems problems) {
    if (tag.isBlank()) {
      problems.error("tag", "must not be blank");
    }
    if (type.isBlank()) {
      problems.error("type", "must not be blank");
    }
  }

  private static void checkLength(int function, int address, int count, Problems problems) {
    boolean bits = function == 1 || function == 2 || function == 5 || function == 15;
    if (!bits && count > MOST_REGISTERS) {
      problems.error("objectsCount", "must be at most 125 for registers but is " + count);
    }
    if (address + count > ADDRESSES) {
      problems.error("address", "and objectsCount reach beyond the address 65535");
    }
  }
}

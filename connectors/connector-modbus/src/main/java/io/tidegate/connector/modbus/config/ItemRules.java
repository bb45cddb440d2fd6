package io.tidegate.connector.modbus.config;

import io.tidegate.config.Problems;
import java.util.Set;

/** What is wrong with one thing that is read or written. */
final class ItemRules {

  private static final Set<Integer> WRITES = Set.of(5, 6, 15, 16);
  private static final int MOST_REGISTERS = 125;
  private static final int ADDRESSES = 65_536;

  private ItemRules() {}

  static void checkRead(ReadConfig item, Problems problems) {
    checkTag(item.tag(), item.type(), problems);
    checkLength(item.functionCode(), item.address().last(), item.objectsCount(), problems);
    if (item.divider() != null && item.divider() == 0) {
      problems.error("divider", "must not be 0");
    }
  }

  static void checkCommand(CommandConfig item, Problems problems) {
    checkTag(item.tag(), item.type(), problems);
    checkLength(item.functionCode(), item.address(), item.objectsCount(), problems);
    if (!item.isRead() && !WRITES.contains(item.functionCode())) {
      problems.error(
          "functionCode", "must be 5, 6, 15, 16 or 1 to 4 but is " + item.functionCode());
    }
    if (item.divider() != null && item.divider() == 0) {
      problems.error("divider", "must not be 0");
    }
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

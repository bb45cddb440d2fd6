package io.tidegate.connector.modbus.config;

import io.tidegate.config.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys that an item is reported under. */
public final class Keys {

  private static final String ADDRESS = "${address}";

  private Keys() {}

  /** The key of the value at an address, which matters only in a range. */
  public static String of(ReadConfig item, int unitId, int address) {
    if (!item.address().isWide()) {
      return item.tag();
    }
    String template = item.tag().contains("address") ? item.tag() : item.tag() + "_" + ADDRESS;
    return template
        .replace(ADDRESS, Integer.toString(address))
        .replace("${unitId}", Integer.toString(unitId))
        .replace("${functionCode}", Integer.toString(item.functionCode()))
        .replace("${type}", item.type())
        .replace("${objectsCount}", Integer.toString(item.objectsCount()));
  }

  static void warnOfDuplicates(String list, List<ReadConfig> items, Problems problems) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      ReadConfig item = items.get(i);
      for (int address : item.addresses()) {
        Integer before = places.put(of(item, 0, address), i);
        if (before != null && before != i) {
          problems.warning(
              list + "/" + i + "/tag",
              "gives the key %s again: that of entry %d is not reported"
                  .formatted(of(item, 0, address), before));
          break;
        }
      }
    }
  }
}

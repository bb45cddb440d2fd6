package io.tidegate.engine.device;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which devices of one connector are wanted. A name that fully matches a pattern of {@code deny} is
 * not; any other is. As in the Python gateway, {@code allow} forbids nothing by itself.
 */
public final class DeviceFilter {

  /** Of a connector that the filter file does not name. */
  public static final DeviceFilter ALL = new DeviceFilter(List.of());

  /** Names come from outside; when they are more than these, the answers are found anew. */
  private static final int MOST_ANSWERS = 20_000;

  private final List<Pattern> deny;
  private final Map<String, Boolean> answers = new ConcurrentHashMap<>();

  /** Creates a filter from the patterns under {@code deny} for the connector. */
  public DeviceFilter(List<Pattern> deny) {
    this.deny = List.copyOf(deny);
  }

  /** Whether the device's data is wanted. */
  public boolean admits(String device) {
    if (deny.isEmpty()) {
      return true;
    }
    Boolean known = answers.get(device);
    if (known != null) {
      return known;
    }
    if (answers.size() >= MOST_ANSWERS) {
      answers.clear();
    }
    boolean admitted = deny.stream().noneMatch(pattern -> pattern.matcher(device).matches());
    answers.put(device, admitted);
    return admitted;
  }
}

package io.tidegate.connector.opcua.link;

import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/**
 * How many operations the server takes in one request (Part 5, 6.3.11). What it does not limit is
 * limited here, so that no message gets too large.
 */
public record Limits(
    int read, int write, int call, int browse, int monitoredItems, int historyRead) {

  private static final int USUAL = 1000;
  private static final int USUAL_HISTORY = 100;

  /** Of a server that says nothing. */
  static final Limits NONE = new Limits(USUAL, USUAL, USUAL, USUAL, USUAL, USUAL_HISTORY);

  /** From the values of the server's nodes, in the order of the components. */
  static Limits of(List<DataValue> values) {
    return new Limits(
        limit(values.get(0), USUAL),
        limit(values.get(1), USUAL),
        limit(values.get(2), USUAL),
        limit(values.get(3), USUAL),
        limit(values.get(4), USUAL),
        limit(values.get(5), USUAL_HISTORY));
  }

  /** 0 means that there is no limit. */
  private static int limit(DataValue value, int usual) {
    return value.value().value() instanceof UInteger given && given.longValue() > 0
        ? (int) Math.min(given.longValue(), usual)
        : usual;
  }
}

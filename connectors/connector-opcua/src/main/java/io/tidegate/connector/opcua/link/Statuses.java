package io.tidegate.connector.opcua.link;

import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Names of status codes. */
public final class Statuses {

  /** The lower half has flags that change nothing about the meaning (Part 4, 7.39.1). */
  private static final long CODE = 0xFFFF0000L;

  private Statuses() {}

  /** The name, such as {@code BadNodeIdUnknown}, or the number of a code that has none. */
  public static String name(StatusCode status) {
    if (status.value() == 0) {
      return "Good";
    }
    return StatusCodes.lookup(status.value() & CODE)
        .map(found -> found[0].replace("_", ""))
        .orElseGet(() -> "0x%08X".formatted(status.value()));
  }

  /** Whether a status is the given one, whatever its flags. */
  public static boolean is(StatusCode status, long code) {
    return (status.value() & CODE) == code;
  }
}

package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.UnitException.Garbled;
import io.tidegate.connector.modbus.wire.UnitException.NoAnswer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Why there is no answer when its time is over. */
final class Lateness {

  private Lateness() {}

  /**
   * Judges what came instead.
   *
   * @param heard all that came, the echo of the request included.
   * @param timeout in nanoseconds.
   */
  static UnitException of(
      Exchange exchange, byte[] sent, byte[] heard, Framer framer, long timeout) {
    String unit = "unit " + exchange.question().unit() + ": ";
    String why = why(exchange, sent, heard, framer);
    return why == null
        ? new NoAnswer(unit + "no answer for " + timeout / 1_000_000 + " ms")
        : new Garbled(unit + why + " (" + WireTrace.hex(heard) + ")");
  }

  private static @Nullable String why(Exchange exchange, byte[] sent, byte[] heard, Framer framer) {
    int from = exchange.echo().length;
    if (heard.length <= from) {
      return null;
    }
    return from == 0 && Arrays.equals(heard, sent)
        ? "only the request itself came back, as from an adapter that echoes"
        : framer.explain(heard, from, heard.length, exchange.question());
  }
}

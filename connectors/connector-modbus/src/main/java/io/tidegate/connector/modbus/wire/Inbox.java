package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.Outcome.Lost;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where what comes meets what is waited for. What comes while nothing is waited for is dropped: it
 * is late, or noise.
 */
final class Inbox {

  /** Several of the longest frames, those of ASCII. */
  private static final int SIZE = 1600;

  private static final int KEPT = 600;

  private final Framer framer;
  private final WireTrace trace;
  private final byte[] bytes = new byte[SIZE];
  private int filled;
  private long heard;
  private @Nullable Exchange current;
  private @Nullable IOException lost;
  private boolean lostIdle;

  Inbox(Framer framer, WireTrace trace) {
    this.framer = framer;
    this.trace = trace;
  }

  /** Expects an answer from now on. */
  synchronized void begin(Exchange exchange) throws IOException {
    check();
    filled = 0;
    current = exchange;
  }

  /** Expects nothing any more. */
  synchronized void end() {
    current = null;
  }

  /** All that came since the last beginning. */
  synchronized byte[] bytes() {
    return Arrays.copyOf(bytes, filled);
  }

  /** Takes what came. */
  synchronized void accept(byte[] chunk, int length) {
    heard++;
    Exchange exchange = current;
    if (exchange == null) {
      trace.unasked(chunk, length);
      return;
    }
    if (filled + length > SIZE) {
      System.arraycopy(bytes, filled - KEPT, bytes, 0, KEPT);
      filled = KEPT;
    }
    System.arraycopy(chunk, 0, bytes, filled, length);
    filled += length;
    Outcome outcome = outcome(exchange);
    if (outcome != null) {
      exchange.end(outcome);
    }
  }

  private @Nullable Outcome outcome(Exchange exchange) {
    int from = exchange.echo().length;
    if (filled < from) {
      return null;
    }
    if (!Arrays.equals(exchange.echo(), 0, from, bytes, 0, from)) {
      return exchange
          .question()
          .garbled("the request did not come back as it was sent, though the adapter echoes");
    }
    return framer.search(bytes, from, filled, exchange.question());
  }

  /** How often something came; more than before means that somebody is there. */
  synchronized long heard() {
    return heard;
  }

  /** Nothing will come any more. */
  synchronized void lose(IOException cause) {
    if (lost == null) {
      lost = cause;
      lostIdle = current == null;
    }
    if (current != null) {
      current.end(new Lost(lost));
    }
  }

  /** Whether the end came while nothing was expected. */
  synchronized boolean isLostIdle() {
    return lostIdle;
  }

  /** Whether something can still come. */
  synchronized void check() throws IOException {
    if (lost != null) {
      throw again(lost);
    }
  }

  /** The same failure for another thread. */
  static IOException again(IOException cause) {
    return new IOException(cause.getMessage(), cause);
  }
}

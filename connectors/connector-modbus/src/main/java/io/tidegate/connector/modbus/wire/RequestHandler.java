package io.tidegate.connector.modbus.wire;

import org.jspecify.annotations.Nullable;

/**
 * What answers the requests of clients. PDUs are raw bytes from the function code on, so that any
 * function can be answered. Called on the thread of the client or the port: for several clients at
 * once; may block.
 */
@FunctionalInterface
public interface RequestHandler {

  /**
   * Answers one request, with an exception too: {@code {function | 0x80, code}}. What is thrown
   * becomes exception 4.
   *
   * @param unit 0 to 255. On serial lines 0 is a broadcast, whose answer is not sent.
   * @param pdu the function code and what follows it, at least 1 byte; its length and content are
   *     as the client sent them.
   * @return null to stay silent, as for a unit that others on the line answer for.
   */
  byte @Nullable [] answer(int unit, byte[] pdu);
}

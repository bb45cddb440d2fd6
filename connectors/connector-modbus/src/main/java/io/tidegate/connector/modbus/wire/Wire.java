package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * A live connection or an open serial port. Exchanges of several threads on one wire follow each
 * other; {@link #close} ends one that is under way.
 */
public interface Wire extends Closeable {

  /**
   * Sends one request and waits for its answer. A late answer to an earlier request is never taken
   * for this one's: a request whose answer could be mistaken for one that is still owed waits until
   * that has come, or can't be expected any more.
   *
   * @param unit with RTU and ASCII, 0 is a broadcast: nobody answers, and what is returned is what
   *     an answer would say. With Modbus TCP's own framing 0 is the device itself.
   * @param timeout from the moment that the last byte has left; what the answer needs to come over
   *     a serial line is added.
   * @throws UnitException if this exchange failed; the wire is good for the next one.
   * @throws IOException if the connection is lost or the port gone, or a TCP peer has answered
   *     nothing at all for three requests and five seconds; nothing works any more.
   * @throws InterruptedException if the thread was interrupted; the wire is good for the next one.
   */
  ModbusResponsePdu exchange(int unit, ModbusRequestPdu request, Duration timeout)
      throws IOException, UnitException, InterruptedException;
}

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
   * for this one's.
   *
   * @param unit 0 is a broadcast, which nobody answers.
   * @throws UnitException if this exchange failed; the wire is good for the next one.
   * @throws IOException if the connection is lost or the port gone; nothing works any more.
   */
  ModbusResponsePdu exchange(int unit, ModbusRequestPdu request, Duration timeout)
      throws IOException, UnitException, InterruptedException;
}

package io.tidegate.connector.modbus.down;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.UnitException;
import java.io.IOException;

/** A unit that can be asked now. */
@FunctionalInterface
public interface Asker {

  /**
   * Sends a request and waits for the answer.
   *
   * @throws InterruptedException if the caller has no time left; a request that has not begun never
   *     will.
   */
  ModbusResponsePdu ask(ModbusRequestPdu request)
      throws IOException, UnitException, InterruptedException;
}

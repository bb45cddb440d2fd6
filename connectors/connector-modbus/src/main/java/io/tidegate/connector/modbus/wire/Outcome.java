package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import java.io.IOException;

/** How an exchange ended. */
sealed interface Outcome {

  /** The unit answered. */
  record Answer(ModbusResponsePdu pdu) implements Outcome {}

  /** The unit refused, or what came is no answer. */
  record Failure(UnitException cause) implements Outcome {}

  /** The connection or the port is gone. */
  record Lost(IOException cause) implements Outcome {}
}

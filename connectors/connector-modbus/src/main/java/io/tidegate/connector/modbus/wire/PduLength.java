package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadWriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;

/**
 * How many bytes requests and their answers have, from the function code on (Modbus application
 * protocol 1.1b3, 6).
 */
final class PduLength {

  /** Function, address and one value or quantity. */
  private static final int FIXED = 5;

  private PduLength() {}

  /** Of a request. */
  static int of(ModbusRequestPdu request) {
    return switch (request) {
      case WriteMultipleCoilsRequest write -> FIXED + 1 + write.values().length;
      case WriteMultipleRegistersRequest write -> FIXED + 1 + write.values().length;
      case MaskWriteRegisterRequest _ -> FIXED + 2;
      case ReadWriteMultipleRegistersRequest both -> FIXED + 5 + both.values().length;
      default -> FIXED;
    };
  }

  /** Of the answer to a request, if it is not an exception. */
  static int ofAnswer(ModbusRequestPdu request) {
    return switch (request) {
      case ReadCoilsRequest read -> 2 + bits(read.quantity());
      case ReadDiscreteInputsRequest read -> 2 + bits(read.quantity());
      case ReadHoldingRegistersRequest read -> 2 + 2 * read.quantity();
      case ReadInputRegistersRequest read -> 2 + 2 * read.quantity();
      case ReadWriteMultipleRegistersRequest both -> 2 + 2 * both.readQuantity();
      case MaskWriteRegisterRequest _ -> FIXED + 2;
      default -> FIXED;
    };
  }

  private static int bits(int quantity) {
    return (quantity + 7) / 8;
  }
}

package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.ModbusPduSerializer.DefaultRequestSerializer;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.pdu.MaskWriteRegisterRequest;
import com.digitalpetri.modbus.pdu.ModbusPdu;
import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadWriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadWriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Requests and answers in words. Addresses are those of the protocol, from 0 on. */
final class Wording {

  private static final int ON = 0xFF00;

  private Wording() {}

  /** A client's request, which may be anything. */
  static String of(Request request) {
    String bytes = " [" + WireTrace.hex(request.pdu()) + "]";
    int function = request.pdu()[0] & 0xFF;
    try {
      ModbusPdu pdu =
          DefaultRequestSerializer.INSTANCE.decode(function, ByteBuffer.wrap(request.pdu()));
      return "unit " + request.unit() + ": " + of((ModbusRequestPdu) pdu) + bytes;
    } catch (ModbusException | RuntimeException e) {
      return "unit " + request.unit() + ": function " + function + bytes;
    }
  }

  static String of(ModbusRequestPdu request) {
    return switch (request) {
      case ReadCoilsRequest(int address, int quantity) ->
          "read " + count(quantity, "coil") + " from " + address;
      case ReadDiscreteInputsRequest(int address, int quantity) ->
          "read " + count(quantity, "discrete input") + " from " + address;
      case ReadHoldingRegistersRequest(int address, int quantity) ->
          "read " + count(quantity, "holding register") + " from " + address;
      case ReadInputRegistersRequest(int address, int quantity) ->
          "read " + count(quantity, "input register") + " from " + address;
      case WriteSingleCoilRequest(int address, int value) ->
          "switch coil " + address + (value == ON ? " on" : " off");
      case WriteSingleRegisterRequest(int address, int value) ->
          "write register " + address + ": " + HexFormat.of().toHexDigits((short) value);
      case WriteMultipleCoilsRequest(int address, int quantity, byte[] values) ->
          "write " + count(quantity, "coil") + " from " + address + ": " + bits(values, quantity);
      case WriteMultipleRegistersRequest(int address, int quantity, byte[] values) ->
          "write " + count(quantity, "register") + " from " + address + ": " + words(values);
      case MaskWriteRegisterRequest(int address, int and, int or) ->
          "mask register " + address + ": and %04x, or %04x".formatted(and, or);
      case ReadWriteMultipleRegistersRequest both ->
          "write %s to %d, then read %s from %d"
              .formatted(
                  words(both.values()),
                  both.writeAddress(),
                  count(both.readQuantity(), "register"),
                  both.readAddress());
      default -> "function " + request.getFunctionCode();
    };
  }

  static String of(ModbusRequestPdu request, ModbusResponsePdu answer) {
    return switch (answer) {
      case ReadCoilsResponse(byte[] coils) when request instanceof ReadCoilsRequest read ->
          count(read.quantity(), "coil") + ": " + bits(coils, read.quantity());
      case ReadDiscreteInputsResponse(byte[] inputs)
          when request instanceof ReadDiscreteInputsRequest read ->
          count(read.quantity(), "discrete input") + ": " + bits(inputs, read.quantity());
      case ReadHoldingRegistersResponse(byte[] registers) -> registers(registers);
      case ReadInputRegistersResponse(byte[] registers) -> registers(registers);
      case ReadWriteMultipleRegistersResponse(byte[] registers) -> registers(registers);
      default -> "done";
    };
  }

  private static String registers(byte[] bytes) {
    return count(bytes.length / 2, "register") + ": " + words(bytes);
  }

  private static String count(int quantity, String thing) {
    return quantity + " " + thing + (quantity == 1 ? "" : "s");
  }

  private static String words(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      if (i > 0 && i % 2 == 0) {
        text.append(' ');
      }
      HexFormat.of().toHexDigits(text, bytes[i]);
    }
    return text.toString();
  }

  /** The lowest address first. */
  private static String bits(byte[] bytes, int quantity) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < quantity && i / 8 < bytes.length; i++) {
      text.append(i > 0 && i % 8 == 0 ? " " : "").append((bytes[i / 8] >> (i % 8)) & 1);
    }
    return text.toString();
  }
}

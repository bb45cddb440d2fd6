package io.tidegate.connector.modbus.codec;

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
import java.util.Locale;

/** The four tables of a unit, each with its own addresses (Modbus application protocol, 4.3). */
public enum Table {
  COILS(1, 2000, 1968),
  DISCRETE_INPUTS(2, 2000, 0),
  HOLDING_REGISTERS(3, 125, 123),
  INPUT_REGISTERS(4, 125, 0);

  private final int readFunction;
  private final int mostPerRead;
  private final int mostPerWrite;

  Table(int readFunction, int mostPerRead, int mostPerWrite) {
    this.readFunction = readFunction;
    this.mostPerRead = mostPerRead;
    this.mostPerWrite = mostPerWrite;
  }

  /** The table that a function code, 1-6, 15 or 16, reads or writes. */
  public static Table of(int functionCode) {
    return switch (functionCode) {
      case 1, 5, 15 -> COILS;
      case 2 -> DISCRETE_INPUTS;
      case 3, 6, 16 -> HOLDING_REGISTERS;
      case 4 -> INPUT_REGISTERS;
      default ->
          throw new IllegalArgumentException(
              "function code %d is none of 1, 2, 3, 4, 5, 6, 15, 16".formatted(functionCode));
    };
  }

  /** The function code that reads it. */
  public int readFunction() {
    return readFunction;
  }

  /** The most objects that one request may read. */
  public int mostPerRead() {
    return mostPerRead;
  }

  /**
   * The most objects that one request may write: less (Modbus application protocol, 6.11, 6.12).
   */
  public int mostPerWrite() {
    return mostPerWrite;
  }

  /** Whether its objects are bits and not registers. */
  public boolean holdsBits() {
    return this == COILS || this == DISCRETE_INPUTS;
  }

  /** Whether a client may write it. */
  public boolean isWritable() {
    return mostPerWrite > 0;
  }

  /** The number of bytes that so many of its objects take in an answer. */
  public int bytes(int objects) {
    return holdsBits() ? (objects + 7) / 8 : 2 * objects;
  }

  /** The request for so many of its objects. */
  public ModbusRequestPdu read(int address, int quantity) {
    return switch (this) {
      case COILS -> new ReadCoilsRequest(address, quantity);
      case DISCRETE_INPUTS -> new ReadDiscreteInputsRequest(address, quantity);
      case HOLDING_REGISTERS -> new ReadHoldingRegistersRequest(address, quantity);
      case INPUT_REGISTERS -> new ReadInputRegistersRequest(address, quantity);
    };
  }

  /** The objects in an answer to {@link #read}, as {@link Decoder#decode} takes them. */
  public static byte[] data(ModbusResponsePdu response) {
    return switch (response) {
      case ReadCoilsResponse(byte[] coils) -> coils;
      case ReadDiscreteInputsResponse(byte[] inputs) -> inputs;
      case ReadHoldingRegistersResponse(byte[] registers) -> registers;
      case ReadInputRegistersResponse(byte[] registers) -> registers;
      default -> throw new IllegalArgumentException("not an answer to a reading: " + response);
    };
  }

  /** As people write it: {@code holding registers}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

package io.tidegate.connector.modbus.codec;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import java.util.Arrays;
import java.util.HexFormat;

/** Coils or registers, ready to be written. */
public final class Payload {

  private static final int WRITE_COIL = 5;
  private static final int WRITE_REGISTER = 6;

  private final Table table;
  private final int objects;
  private final byte[] data;

  Payload(Table table, int objects, byte[] data) {
    this.table = table;
    this.objects = objects;
    this.data = data;
  }

  /** How many coils or registers. */
  public int objects() {
    return objects;
  }

  /** The objects as {@link Decoder#decode} takes them. */
  public byte[] data() {
    return Arrays.copyOf(data, data.length);
  }

  /**
   * The request that writes them.
   *
   * @param functionCode where it writes a single object and there are several, the function that
   *     writes several is used, since half a value is none.
   */
  public ModbusRequestPdu request(int functionCode, int address) {
    if (table.holdsBits()) {
      return functionCode == WRITE_COIL && objects == 1
          ? new WriteSingleCoilRequest(address, data[0] != 0)
          : new WriteMultipleCoilsRequest(address, objects, data());
    }
    return functionCode == WRITE_REGISTER && objects == 1
        ? new WriteSingleRegisterRequest(address, ((data[0] & 0xFF) << 8) | (data[1] & 0xFF))
        : new WriteMultipleRegistersRequest(address, objects, data());
  }

  @Override
  public String toString() {
    return "%d %s: %s".formatted(objects, table, HexFormat.of().formatHex(data));
  }
}

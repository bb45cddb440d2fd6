package io.tidegate.connector.modbus.tool;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Which unit is spoken to, and for how long it is waited for. */
final class UnitOptions {

  @Option(
      names = {"-u", "--unit"},
      paramLabel = "UNIT",
      converter = Numbers.UnitId.class,
      description = "Address of the unit, 0 to 255. Default: ${DEFAULT-VALUE}.")
  private int unit = 1;

  @Option(
      names = "--timeout",
      paramLabel = "MS",
      converter = Numbers.Millis.class,
      description = "Milliseconds to wait for an answer. Default: ${DEFAULT-VALUE}.")
  private int timeout = 1000;

  int unit() {
    return unit;
  }

  ModbusResponsePdu exchange(Wire wire, ModbusRequestPdu request)
      throws IOException, UnitException, InterruptedException {
    return wire.exchange(unit, request, Duration.ofMillis(timeout));
  }
}

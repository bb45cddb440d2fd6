package io.tidegate.connector.modbus.config;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Range;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;

/** How a serial port is set. */
public record SerialConfig(
    @Doc("Serial line: bits per second.") @Default("19200") @Range(min = 50, max = 20000000)
        int baudrate,
    @Doc("Serial line: data bits.") @Default("8") @Range(min = 5, max = 8) int bytesize,
    @Doc("Serial line: stop bits.") @Default("1") @Range(min = 1, max = 2) int stopbits,
    @Doc("Serial line: `N`, `E` or `O`.") @Default("N") Parity parity,
    @Doc("Serial line: whether the adapter hears what it sends.") @Default("false")
        boolean handleLocalEcho) {

  /** The port of this name. */
  public Serial at(String port) {
    return new Serial(
        port.strip(),
        baudrate,
        bytesize,
        stopbits,
        WireSettings.Parity.valueOf(parity.name()),
        handleLocalEcho);
  }
}

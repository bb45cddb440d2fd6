package io.tidegate.connector.modbus;

import io.tidegate.connector.SiteTool;
import io.tidegate.connector.modbus.tool.ModbusCommandLine;
import java.io.PrintWriter;
import java.util.List;

/** {@code tidegate modbus}: finds units, reads and writes them, and tells what registers mean. */
public final class ModbusTool implements SiteTool {

  @Override
  public String type() {
    return "modbus";
  }

  @Override
  public String summary() {
    return "Tries Modbus units on site: scan, read, write, decode.";
  }

  @Override
  public int run(List<String> arguments, PrintWriter out, PrintWriter err)
      throws InterruptedException {
    return ModbusCommandLine.run(arguments, out, err);
  }
}

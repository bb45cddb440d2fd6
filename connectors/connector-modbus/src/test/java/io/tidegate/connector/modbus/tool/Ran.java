package io.tidegate.connector.modbus.tool;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What a command did.
 *
 * @param exit its exit code.
 */
record Ran(int exit, String out, String err) {

  static Ran tool(String... arguments) throws InterruptedException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        ModbusCommandLine.run(List.of(arguments), new PrintWriter(out), new PrintWriter(err));
    return new Ran(exit, out.toString(), err.toString());
  }
}

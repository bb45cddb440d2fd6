package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.modbus.config.ConfigTexts;
import io.tidegate.connector.modbus.config.ModbusConfig;
import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.connector.modbus.down.Neighbours;
import java.util.List;

/** The lines of a configuration. */
final class Lines {

  private Lines() {}

  static List<Endpoint> of(String text) {
    ModbusConfig config = ConfigTexts.config(text);
    return LineEndpoint.of(config.master().slaves(), new Directory(config, new Neighbours()));
  }
}

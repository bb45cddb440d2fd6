package io.tidegate.connector.modbus;

import io.tidegate.config.ConfigNode;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.modbus.config.ModbusConfig;
import io.tidegate.connector.modbus.config.OldFormats;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.connector.modbus.down.Directory;
import io.tidegate.connector.modbus.down.Neighbours;
import io.tidegate.connector.modbus.line.LineEndpoint;
import io.tidegate.connector.modbus.server.ModbusServerEndpoint;
import java.util.ArrayList;
import java.util.List;

/** Modbus: reads and writes units on TCP, UDP and serial lines, and is one itself. */
public final class ModbusConnector implements Connector<ModbusConfig> {

  private final Neighbours neighbours = new Neighbours();

  @Override
  public String type() {
    return "modbus";
  }

  @Override
  public Class<ModbusConfig> configType() {
    return ModbusConfig.class;
  }

  @Override
  public ConfigNode.ObjectNode migrate(ConfigNode.ObjectNode file) {
    return OldFormats.migrate(file);
  }

  @Override
  public List<Endpoint> endpoints(ModbusConfig config) {
    Directory directory = new Directory(config, neighbours);
    List<Endpoint> endpoints =
        new ArrayList<>(LineEndpoint.of(config.master().slaves(), directory));
    ServerConfig slave = config.slave();
    if (slave != null) {
      endpoints.add(new ModbusServerEndpoint(slave, directory));
    }
    return endpoints;
  }
}

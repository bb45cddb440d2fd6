package io.tidegate.config.gateway;

import io.tidegate.connector.Connector;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The connectors that this installation has. */
@FunctionalInterface
public interface ConnectorTypes {

  /** The types of the Python gateway, whether built here already or not. */
  Set<String> KNOWN =
      Set.of(
          "mqtt", "modbus", "opcua", "ble", "request", "can", "bacnet", "odbc", "rest", "snmp",
          "ftp", "socket", "xmpp", "ocpp", "knx", "grpc");

  /** The connector of a type in lower case, or null if there is none. */
  @Nullable Connector<?> find(String type);
}

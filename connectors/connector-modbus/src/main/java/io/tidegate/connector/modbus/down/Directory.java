package io.tidegate.connector.modbus.down;

import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.modbus.config.ModbusConfig;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.connector.modbus.config.TlsConfig;
import io.tidegate.connector.modbus.config.UnitConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All units of a connector, its own server among them, and which of its lines are live. A request
 * to the connector comes to each live line; here they find out which of them is meant. Safe for
 * several threads.
 */
public final class Directory {

  /** A configured unit. */
  record Entry(String line, int id, String name) {}

  /** Names the only connector that a request comes to. */
  private static final String CONNECTOR = "connectorId";

  private final Neighbours neighbours;
  private final @Nullable Entry server;

  private final List<Entry> entries;
  private final Map<String, TlsConfig> encryptions = new HashMap<>();
  private final Set<String> live = new HashSet<>();

  /** The units of a configuration, and the server if it is a device. */
  public Directory(ModbusConfig config, Neighbours neighbours) {
    this.neighbours = neighbours;
    this.entries =
        config.master().slaves().stream()
            .map(unit -> new Entry(unit.line(), unit.unitId(), unit.deviceName()))
            .toList();
    for (UnitConfig unit : config.master().slaves()) {
      TlsConfig tls = unit.encryption();
      if (tls != null) {
        encryptions.putIfAbsent(unit.deviceName(), tls);
      }
    }
    ServerConfig slave = config.slave();
    this.server =
        slave != null && slave.sendDataToThingsBoard()
            ? new Entry(slave.line(), slave.unitId(), slave.deviceName())
            : null;
  }

  /** A line is live from now on. */
  public synchronized void opened(String line) {
    live.add(line);
    neighbours.opened(this);
  }

  /** A line is lost. */
  public synchronized void closed(String line) {
    live.remove(line);
    if (live.isEmpty()) {
      neighbours.closed(this);
    }
  }

  synchronized boolean isLive(String line) {
    return live.contains(line);
  }

  /** How the connection to a configured device is encrypted; null if it is not. */
  @Nullable TlsConfig encryption(String deviceName) {
    return encryptions.get(deviceName);
  }

  boolean isConfigured(String line) {
    return entries.stream().anyMatch(entry -> entry.line().equals(line))
        || (server != null && server.line().equals(line));
  }

  /**
   * The units that an address may mean. The server is only meant by its name or its line, unless
   * there is nothing else: who asks all units means those of the field.
   */
  List<Entry> find(Address address) {
    List<Entry> found = new ArrayList<>(entries.stream().filter(address::isMet).toList());
    if (server != null && address.isMet(server) && (entries.isEmpty() || address.isSpecific())) {
      found.add(server);
    }
    return found;
  }

  /** The other connectors that a request has come to. */
  List<Directory> neighbours(Parameters parameters) {
    return parameters.has(CONNECTOR) ? List.of() : neighbours.of(this);
  }

  /** True for the first line, of whichever connector, that takes what is no particular line's. */
  boolean claims(ConnectorRequest request) {
    return neighbours.claims(request);
  }
}

package io.tidegate.connector.modbus.config;

import io.tidegate.config.Problems;
import org.jspecify.annotations.Nullable;

/** What is wrong with a unit, or with the server, as a whole. */
final class UnitRules {

  private static final int HIGHEST_SERIAL_UNIT = 247;

  private UnitRules() {}

  static void check(UnitConfig unit, Problems problems) {
    checkTransport(unit.type(), unit.framing(), unit.port(), problems);
    if (unit.type() != Transport.SERIAL && isBlank(unit.host())) {
      problems.error("host", "is required with type " + unit.type());
    }
    if (unit.deviceName().isBlank()) {
      problems.error("deviceName", "must not be blank");
    }
    checkUnitId(unit, problems);
    if (unit.timeout() != null && unit.timeout() <= 0) {
      problems.error("timeout", "must be more than 0 but is " + unit.timeout());
    }
    if (unit.tls() != null && !unit.tls().isEmpty() && unit.type() != Transport.TCP) {
      problems.warning("tls", "has no effect with type " + unit.type());
    }
    checkConverter("uplink_converter", unit.uplinkConverter(), problems);
    checkConverter("downlink_converter", unit.downlinkConverter(), problems);
    checkItems(unit, problems);
  }

  static void check(ServerConfig server, Problems problems) {
    checkTransport(server.type(), server.framing(), server.port(), problems);
    if (server.deviceName().isBlank()) {
      problems.error("deviceName", "must not be blank");
    }
    ServerSecurityConfig security = server.security();
    if (server.framing() == Method.TLS
        && (security == null || isBlank(security.certfile()) || isBlank(security.keyfile()))) {
      problems.error("security", "with certfile and keyfile is required with method TLS");
    }
    RegisterRules.check(server, problems);
  }

  private static void checkTransport(
      Transport type, Method framing, String port, Problems problems) {
    if (type == Transport.SERIAL) {
      if (isNumber(port)) {
        problems.error("port", "must be that of a serial port, such as /dev/ttyUSB0");
      }
    } else if (!isPort(port)) {
      problems.error("port", "must be a number of 1 to 65535 but is " + port);
    }
    boolean fits =
        switch (type) {
          case TCP -> true;
          case UDP -> framing != Method.TLS;
          case SERIAL -> framing == Method.RTU || framing == Method.ASCII;
        };
    if (!fits) {
      problems.error("method", framing + " is not possible with type " + type);
    }
  }

  private static void checkUnitId(UnitConfig unit, Problems problems) {
    if (unit.type() == Transport.SERIAL && unit.unitId() == 0) {
      problems.error("unitId", "must not be 0, the address of all units: nobody answers it");
    } else if (unit.type() == Transport.SERIAL && unit.unitId() > HIGHEST_SERIAL_UNIT) {
      problems.warning("unitId", "is above 247, which the standard reserves");
    }
  }

  private static void checkConverter(String key, @Nullable String name, Problems problems) {
    if (!isBlank(name) && !String.valueOf(name).matches("BytesModbus(Up|Down)linkConverter")) {
      problems.error(key, "is a Python class, which this gateway can't load: " + name);
    }
  }

  private static void checkItems(UnitConfig unit, Problems problems) {
    for (int i = 0; i < unit.attributeUpdates().size(); i++) {
      CommandConfig update = unit.attributeUpdates().get(i);
      if (update.isRead()) {
        problems.warning(
            "attributeUpdates/" + i + "/functionCode",
            update.functionCode() + " reads: the attribute is never written");
      }
    }
    Keys.warnOfDuplicates("attributes", unit.attributes(), problems);
    Keys.warnOfDuplicates("timeseries", unit.timeseries(), problems);
  }

  private static boolean isPort(String text) {
    return isNumber(text) && text.strip().length() <= 5 && inRange(Integer.parseInt(text.strip()));
  }

  private static boolean inRange(int port) {
    return port >= 1 && port <= 65_535;
  }

  private static boolean isNumber(String text) {
    return !text.isBlank() && text.strip().chars().allMatch(c -> c >= '0' && c <= '9');
  }

  static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}

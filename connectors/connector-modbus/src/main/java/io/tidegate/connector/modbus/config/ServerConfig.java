package io.tidegate.connector.modbus.config;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Inline;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import org.jspecify.annotations.Nullable;

/** The {@code slave} object: the gateway as Modbus server. */
public record ServerConfig(
    @Doc("What carries the bytes.") @Default("tcp") Transport type,
    @Doc(
            "Framing: `socket`, `rtu`, `ascii` or `tls`; missing: `rtu` on serial lines, else `socket`.")
        @Nullable Method method,
    @Doc("Address to listen at; missing: all of this machine.") @Nullable String host,
    @Doc("Port to listen at; for `serial` the path or name of the serial port.") @Default("502")
        String port,
    @Doc("Address of the gateway on a serial line. Elsewhere every unit is answered for.")
        @Default("1")
        @Range(min = 0, max = 255)
        int unitId,
    @Doc("Name of the device in ThingsBoard.") @Default("Modbus Slave") String deviceName,
    @Doc("Its device profile.") @Default("default") String deviceType,
    @Doc("Milliseconds from one report of the values to the next.")
        @Default("5000")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int pollPeriod,
    @Doc(
            "Whether the server is a device in ThingsBoard: what others write is reported, and"
                + " ThingsBoard may write. Without it the server only serves.")
        @Default("false")
        boolean sendDataToThingsBoard,
    @Inline SerialConfig serial,
    @Inline OrderConfig order,
    @Doc("What the server says of itself (function 43/14).") @Default("{}") IdentityConfig identity,
    @Doc("Certificate of the server, with `method: tls`.") @Nullable ServerSecurityConfig security,
    @Doc("What is reported of the device.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("The registers and bits, with their first values.") @Default("{}") ValuesConfig values)
    implements Checked {

  @Override
  public void check(Problems problems) {
    UnitRules.check(this, problems);
  }

  /** Where it is: a serial port by the name that units on it have, too. */
  public String line() {
    return type == Transport.SERIAL ? "serial:" + port.strip() : "server";
  }

  /** The framing, which need not be written. */
  public Method framing() {
    if (method != null) {
      return method;
    }
    return type == Transport.SERIAL ? Method.RTU : Method.SOCKET;
  }
}

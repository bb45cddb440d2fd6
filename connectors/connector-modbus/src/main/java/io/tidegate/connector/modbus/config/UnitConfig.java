package io.tidegate.connector.modbus.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Inline;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.connector.modbus.codec.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code slaves}: a unit on a line, and what of it is read and written. */
public record UnitConfig(
    @Doc("What carries the bytes.") @Default("tcp") Transport type,
    @Doc(
            "Framing: `socket` (Modbus TCP), `rtu`, `ascii` or `tls`. Missing: `rtu` on serial lines,"
                + " else `socket`.")
        @Nullable Method method,
    @Doc("Host name or address; for `tcp` and `udp`.") @Nullable String host,
    @Doc("Port of the host; for `serial` the path or name of the serial port.") @Default("502")
        String port,
    @Doc("Address of the unit; 0 only without serial line.") @Range(min = 0, max = 255) int unitId,
    @Doc("Name of the device in ThingsBoard.") String deviceName,
    @Doc("Its device profile.") @Default("default") String deviceType,
    @Doc("Milliseconds from one reading to the next.")
        @Default("5000")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int pollPeriod,
    @Doc(
            "Seconds that the unit may take for an answer. Missing: 3, on serial lines 1 and what the"
                + " bytes take. Where several units share a line, a unit that does not answer is"
                + " first waited for so long, however much is allowed here.")
        @Nullable Double timeout,
    @Doc("How often an exchange without an answer is tried again: a number, `true` (3) or `false`.")
        @Default("3")
        Retries retries,
    @Inline SerialConfig serial,
    @Inline OrderConfig order,
    @Doc("Encrypts TCP; an empty object does not.") @Nullable TlsConfig tls,
    @Doc("Milliseconds that the line rests between two requests.")
        @Alias("delay_between_requests_ms")
        @Default("0")
        @Range(min = 0, max = 60000)
        int delayBetweenRequestsMs,
    @Doc("Most registers that one request may ask of this unit.")
        @Default("125")
        @Range(min = 1, max = 125)
        int maxRegistersPerRequest,
    @Doc("Most coils or discrete inputs that one request may ask of this unit.")
        @Default("2000")
        @Range(min = 1, max = 2000)
        int maxBitsPerRequest,
    @Doc(
            "Most registers that are read though nobody wants them, where that saves a request; 0:"
                + " none. Missing: as many as are quicker than another request.")
        @Range(min = 0, max = 123)
        @Nullable Integer maxGap,
    @Doc("What is reported of the device.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy,
    @Doc("What is read and reported as attributes.") @Default("[]") @SkipInvalid
        List<ReadConfig> attributes,
    @Doc("What is read and reported as time series.") @Default("[]") @SkipInvalid
        List<ReadConfig> timeseries,
    @Doc("What is written when shared attributes change.") @Default("[]") @SkipInvalid
        List<CommandConfig> attributeUpdates,
    @Doc("Methods of the device. An object with the methods as keys is understood too.")
        @Default("[]")
        @SkipInvalid
        List<CommandConfig> rpc,
    @Doc("A pause of the Python gateway.")
        @NoEffect("has no effect: the gateway connects again after pauses that grow")
        @Nullable ConfigNode connectAttemptTimeMs,
    @Doc("Attempts of the Python gateway.")
        @NoEffect("has no effect: the gateway connects again after pauses that grow")
        @Nullable ConfigNode connectAttemptCount,
    @Doc("A pause of the Python gateway.")
        @NoEffect("has no effect: the gateway connects again after pauses that grow")
        @Nullable ConfigNode waitAfterFailedAttemptsMs,
    @Doc("Not used by the Python gateway either.")
        @NoEffect(value = "has no effect: it is always so", unless = "true")
        @Nullable ConfigNode retryOnEmpty,
    @Doc("Not used by the Python gateway either.")
        @NoEffect(value = "has no effect: it is always so", unless = "true")
        @Nullable ConfigNode retryOnInvalid,
    @Doc("Not used by the Python gateway either.")
        @NoEffect("has no effect, as in the Python gateway")
        @Nullable ConfigNode strict,
    @Doc("A key of old files.")
        @NoEffect(
            value = "has no effect, as in the Python gateway: use reportStrategy",
            unless = "false")
        @Nullable ConfigNode sendDataOnlyOnChange,
    @Doc("A Python class that converts what is read.") @Key("uplink_converter")
        @Nullable String uplinkConverter,
    @Doc("A Python class that converts what is written.") @Key("downlink_converter")
        @Nullable String downlinkConverter)
    implements Checked {

  @Override
  public void check(Problems problems) {
    UnitRules.check(this, problems);
  }

  /** The framing, which need not be written. */
  public Method framing() {
    if (method != null) {
      return method;
    }
    return type == Transport.SERIAL ? Method.RTU : Method.SOCKET;
  }

  /** The TLS settings; null if the connection is not encrypted. */
  public @Nullable TlsConfig encryption() {
    if (type != Transport.TCP) {
      return null;
    }
    if (tls != null && !tls.isEmpty()) {
      return tls;
    }
    return framing() == Method.TLS ? TlsConfig.VERIFIED : null;
  }

  /** How its values are put together. */
  public Orders orders() {
    return order.orders();
  }

  /** Milliseconds from one reading of an item to the next. */
  public int periodOf(ReadConfig item) {
    return item.pollPeriod() == null ? pollPeriod : item.pollPeriod();
  }

  /** The most objects of a request that reads an item. */
  public int mostOf(ReadConfig item) {
    Table table = Table.of(item.functionCode());
    int most = table.holdsBits() ? maxBitsPerRequest : maxRegistersPerRequest;
    Integer own = item.maxRegistersPerRequest();
    return own == null ? most : Math.min(most, own);
  }

  /** What units share a line by. */
  public String line() {
    return type == Transport.SERIAL
        ? "serial:" + port.strip()
        : "%s://%s:%s".formatted(type == Transport.UDP ? "udp" : "tcp", host, port.strip());
  }
}

package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.connector.modbus.wire.WireSettings.Parity;
import io.tidegate.connector.modbus.wire.WireSettings.Serial;
import io.tidegate.connector.modbus.wire.Wires;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the units are spoken to; the same for every command that speaks to some. */
final class LineOptions {

  @Option(
      names = "--framing",
      paramLabel = "FRAMING",
      description = "socket, rtu or ascii. Default: rtu on serial ports, else socket.")
  private @Nullable Framing framing;

  @Option(
      names = {"-b", "--baud"},
      paramLabel = "BAUD",
      converter = Numbers.Baud.class,
      description = "Serial port: bits per second. Default: ${DEFAULT-VALUE}.")
  private int baud = 19200;

  @Option(
      names = {"-p", "--parity"},
      paramLabel = "PARITY",
      description = "Serial port: none, even or odd. Default: none.")
  private Parity parity = Parity.NONE;

  @Option(
      names = "--data-bits",
      converter = Numbers.DataBits.class,
      paramLabel = "BITS",
      description = "Serial port: 7 or 8. Default: ${DEFAULT-VALUE}.")
  private int dataBits = 8;

  @Option(
      names = "--stop-bits",
      converter = Numbers.StopBits.class,
      paramLabel = "BITS",
      description = "Serial port: 1 or 2. Default: ${DEFAULT-VALUE}.")
  private int stopBits = 1;

  @Option(names = "--local-echo", description = "Serial port: the adapter hears what it sends.")
  private boolean localEcho;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "TLS: certificates to trust, PEM. Default: those of the Java runtime.")
  private @Nullable Path caFile;

  @Option(names = "--insecure", description = "TLS: the server's certificate is not checked.")
  private boolean insecure;

  @Option(
      names = "--connect-timeout",
      converter = Numbers.Millis.class,
      paramLabel = "MS",
      description = "Milliseconds to wait for a connection. Default: ${DEFAULT-VALUE}.")
  private int connectTimeout = 3000;

  @Option(names = "--trace", description = "Show each request and answer, in words and bytes.")
  private boolean trace;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Where that is. */
  WireSettings settings(String where) {
    try {
      Where place = Where.parse(where);
      return switch (place) {
        case Where.Host host ->
            new WireSettings(
                host.medium(),
                framing == null ? Framing.SOCKET : framing,
                host.name(),
                host.port(),
                null,
                host.isEncrypted() ? new TlsSettings(caFile, null, null, null, insecure) : null,
                Duration.ofMillis(connectTimeout));
        case Where.Port port ->
            new WireSettings(
                WireSettings.Medium.SERIAL,
                framing == null ? Framing.RTU : framing,
                "",
                0,
                new Serial(port.name(), baud, dataBits, stopBits, parity, localEcho),
                null,
                Duration.ofMillis(connectTimeout));
      };
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Connects. */
  Wire open(WireSettings settings) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    return Wires.open(settings, trace ? new TraceLog(err) : NOPLogger.NOP_LOGGER);
  }
}

package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.modbus.codec.BitTarget;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Encoder;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.Payload;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import io.tidegate.data.Value;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate modbus write}. */
@Command(
    name = "write",
    description =
        "Writes one value and reads it back. Shows what is there and what will be, and "
            + "asks before it writes; where nobody can be asked, --yes is needed.",
    sortOptions = false,
    footer = {
      "",
      "Examples",
      "  tidegate modbus write tcp://10.0.0.5 20 235",
      "  tidegate modbus write tcp://10.0.0.5 20 22.34 --type 32float --word-order little",
      "  tidegate modbus write tcp://10.0.0.5 40 'PUMP 1' --type string --count 8",
      "  tidegate modbus write /dev/ttyUSB0 3 on -t coils -u 7 --yes",
      "  tidegate modbus write tcp://10.0.0.5 0 '[1,0,1,1]' -t coils"
    })
final class WriteCommand implements Callable<Integer> {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Parameters(index = "0", paramLabel = "WHERE", description = "The line; see tidegate modbus.")
  private String where = "";

  @Parameters(index = "1", paramLabel = "ADDRESS", description = "The first, counted from 0.")
  private int address;

  @Parameters(
      index = "2",
      paramLabel = "VALUE",
      description = "A number, also as 0x1F; a text; on or off; for several bits [1,0,1].")
  private String given = "";

  @Option(
      names = {"-t", "--table"},
      paramLabel = "TABLE",
      description = "holding or coils. Default: holding.")
  private TableName name = TableName.HOLDING;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "As in the configuration, such as 32float. Default: 16int or 16uint; bits.")
  private @Nullable String type;

  @Option(
      names = "--count",
      paramLabel = "COUNT",
      description = "Registers of a text, or bits. Default: as many as the value has.")
  private @Nullable Integer count;

  @Option(
      names = "--byte-order",
      paramLabel = "ORDER",
      description = "big or little. Default: big.")
  private Order byteOrder = Order.BIG;

  @Option(
      names = "--word-order",
      paramLabel = "ORDER",
      description = "big or little. Default: big.")
  private Order wordOrder = Order.BIG;

  @Option(
      names = {"-f", "--function"},
      paramLabel = "CODE",
      description = "5, 6, 15 or 16. Default: 5 or 6 for a single object, else 15 or 16.")
  private @Nullable Integer function;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean isAgreed;

  @Mixin private UnitOptions units = new UnitOptions();

  @Mixin private LineOptions line = new LineOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, UnitException, InterruptedException {
    WriteFormat format = format();
    Payload payload = payload(format);
    if (address < 0 || address + payload.objects() > 0x10000) {
      throw wrong("the addresses end at 65535");
    }
    if (!isAgreed && !Terminal.isThere()) {
      throw wrong("nobody can be asked: say --yes");
    }
    WireSettings settings = line.settings(where);
    PrintWriter out = spec.commandLine().getOut();
    try (Wire wire = line.open(settings)) {
      out.printf("%s %d of unit %d at %s%n", name.table(), address, units.unit(), settings.place());
      show("is", read(wire, payload.objects()), format);
      show("will be", payload.data(), format);
      out.flush();
      if (!isAgreed && !Terminal.agrees("Write it?")) {
        out.println("not written");
        return ModbusCommandLine.FAILED;
      }
      units.exchange(wire, payload.request(function(payload), address));
      return verdict(read(wire, payload.objects()), payload, format);
    }
  }

  private int verdict(byte @Nullable [] after, Payload payload, WriteFormat format) {
    show("is now", after, format);
    boolean isDone = after == null || Arrays.equals(after, payload.data());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        after == null
            ? "written; the unit has acknowledged it and does not let it be read"
            : isDone ? "written" : "the unit has acknowledged it, but holds something else");
    out.flush();
    return isDone ? 0 : ModbusCommandLine.FAILED;
  }

  private int function(Payload payload) {
    if (function != null) {
      return function;
    }
    int single = name.table().holdsBits() ? 5 : 6;
    return payload.objects() == 1 ? single : single + 10;
  }

  private WriteFormat format() {
    if (!name.table().isWritable()) {
      throw wrong(name.table() + " can't be written");
    }
    if (function != null && (function < 5 || Table.of(function) != name.table())) {
      throw wrong("function " + function + " does not write " + name.table());
    }
    String usual = name.table().holdsBits() ? "bits" : given.startsWith("-") ? "16int" : "16uint";
    String wanted = type == null ? usual : type;
    return WriteFormat.of(name.table().holdsBits() ? 15 : 16, wanted, count(wanted))
        .withOrders(byteOrder, wordOrder);
  }

  private int count(String wanted) {
    if (count != null) {
      return count;
    }
    if (wanted.equals("string")) {
      return Math.max(1, (given.getBytes(StandardCharsets.UTF_8).length + 1) / 2);
    }
    return given.startsWith("[") ? given.split(",", -1).length : 1;
  }

  private Payload payload(WriteFormat format) {
    try {
      return Encoder.of(format).encode(value(format.type()));
    } catch (UnfitValueException | IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private Value value(String wanted) {
    boolean isText = wanted.equals("string") || wanted.equals("bytes");
    if (!isText && given.matches("0[xX][0-9a-fA-F]{1,32}")) {
      return new Value.Text(new BigInteger(given.substring(2), 16).toString());
    }
    return switch (isText ? "" : given) {
      case "on" -> new Value.Bool(true);
      case "off" -> new Value.Bool(false);
      default -> new Value.Text(given);
    };
  }

  /** Null if the unit does not let it be read. */
  private byte @Nullable [] read(Wire wire, int objects) throws IOException, InterruptedException {
    try {
      return Table.data(units.exchange(wire, name.table().read(address, objects)));
    } catch (UnitException e) {
      return null;
    }
  }

  private void show(String when, byte @Nullable [] data, WriteFormat format) {
    String hex = data == null ? "can't be read" : HEX.formatHex(data);
    spec.commandLine()
        .getOut()
        .printf("  %-8s %s%s%n", when, hex, data == null ? "" : meaning(data, format));
  }

  private String meaning(byte[] data, WriteFormat format) {
    ReadFormat read =
        ReadFormat.of(name.table(), format.type(), format.objectsCount())
            .withOrders(byteOrder, wordOrder)
            .withBitTarget(BitTarget.INT);
    try {
      return switch (Decoder.of(read).decode(data, 0)) {
        case null -> "";
        case Value.Text(String text) -> "  '" + text.replace("\0", "") + "'";
        case Value.Json(String json) -> "  " + json;
        case Value.Bool(boolean truth) -> "  " + truth;
        case Value.Int(long number) -> "  " + number;
        case Value.Real(double number) -> "  " + number;
      };
    } catch (ConversionException e) {
      return "";
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Payload;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import java.io.IOException;
import java.io.PrintWriter;
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
  private static final int FIRST_WRITING = 5;
  private static final int ADDRESSES = 0x10000;

  @Parameters(index = "0", paramLabel = "WHERE", description = "The line; see tidegate modbus.")
  private String where = "";

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS",
      converter = Numbers.Address.class,
      description = "The first, counted from 0.")
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

  @Mixin private ValueOptions values = new ValueOptions();

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
    Table table = name.table();
    WriteFormat format;
    Payload payload;
    try {
      format = values.format(table, given);
      payload = ValueOptions.payload(format, given);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    check(table, payload);
    WireSettings settings = line.settings(where);
    PrintWriter out = spec.commandLine().getOut();
    try (Wire wire = line.open(settings)) {
      out.printf("%s %d of unit %d at %s%n", table, address, units.unit(), settings.place());
      show("is", read(wire, payload.objects()), format);
      show("will be", payload.data(), format);
      out.flush();
      if (!isAgreed && !Terminal.agrees("Write it?")) {
        out.println("not written");
        return ModbusCommandLine.FAILED;
      }
      units.exchange(wire, payload.request(function(table, payload), address));
      return verdict(read(wire, payload.objects()), payload, format);
    }
  }

  private void check(Table table, Payload payload) {
    if (function != null && (function < FIRST_WRITING || Table.of(function) != table)) {
      throw wrong("function " + function + " does not write " + table);
    }
    if (address + payload.objects() > ADDRESSES) {
      throw wrong("the addresses end at 65535");
    }
    if (!isAgreed && !Terminal.isThere()) {
      throw wrong("nobody can be asked: say --yes");
    }
  }

  private int function(Table table, Payload payload) {
    if (function != null) {
      return function;
    }
    int single = table.holdsBits() ? FIRST_WRITING : FIRST_WRITING + 1;
    return payload.objects() == 1 ? single : single + 10;
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

  /** Null if the unit does not let it be read. */
  private byte @Nullable [] read(Wire wire, int objects) throws IOException, InterruptedException {
    try {
      return Table.data(units.exchange(wire, name.table().read(address, objects)));
    } catch (UnitException e) {
      return null;
    }
  }

  private void show(String when, byte @Nullable [] data, WriteFormat format) {
    String shown =
        data == null
            ? "can't be read"
            : HEX.formatHex(data) + "  " + ValueOptions.meaning(name.table(), data, format);
    spec.commandLine().getOut().printf("  %-8s %s%n", when, shown);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

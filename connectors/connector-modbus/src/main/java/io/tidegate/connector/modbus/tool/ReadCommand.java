package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.Wire;
import io.tidegate.connector.modbus.wire.WireSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidegate modbus read}. */
@Command(
    name = "read",
    description =
        "Reads registers or bits and shows what they may mean: every type in every "
            + "order of bytes and words, and the same one address before and after, since "
            + "many documents count from 1.",
    sortOptions = false,
    footer = {
      "",
      "Examples",
      "  tidegate modbus read tcp://10.0.0.5 100           two holding registers",
      "  tidegate modbus read 10.0.0.5:1502 0 8 -u 7       eight of unit 7",
      "  tidegate modbus read /dev/ttyUSB0 30 -b 9600 -t input",
      "  tidegate modbus read tcp://10.0.0.5 0 16 -t coils --trace"
    })
final class ReadCommand implements Callable<Integer> {

  private static final int ILLEGAL_DATA_ADDRESS = 2;

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
      arity = "0..1",
      paramLabel = "COUNT",
      description = "How many registers or bits. Default: 2 registers, 1 bit.")
  private @Nullable Integer given;

  @Option(
      names = {"-t", "--table"},
      paramLabel = "TABLE",
      description = "holding, input, coils or discrete. Default: holding.")
  private TableName name = TableName.HOLDING;

  @Mixin private UnitOptions units = new UnitOptions();

  @Mixin private LineOptions line = new LineOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, UnitException, InterruptedException {
    Table table = name.table();
    int count = given == null ? (table.holdsBits() ? 1 : 2) : given;
    if (address < 0 || count < 1 || count > table.mostPerRead() || address + count > 0x10000) {
      throw new ParameterException(
          spec.commandLine(),
          "there are no %d %s from %d on: one request reads at most %d, up to address 65535"
              .formatted(count, table, address, table.mostPerRead()));
    }
    WireSettings settings = line.settings(where);
    PrintWriter out = spec.commandLine().getOut();
    try (Wire wire = line.open(settings)) {
      byte[] data = asked(wire, table, count);
      out.printf("%s of unit %d at %s%n%n", table, units.unit(), settings.place());
      if (table.holdsBits()) {
        RegisterView.printBits(out, table, data, address, count);
      } else {
        withNeighbours(wire, table, count, data).print(out);
      }
    }
    return 0;
  }

  private byte[] asked(Wire wire, Table table, int count)
      throws IOException, UnitException, InterruptedException {
    try {
      return read(wire, table, address, count);
    } catch (Refused e) {
      if (e.code() == ILLEGAL_DATA_ADDRESS && address > 0) {
        say(e, wire, table, count);
      }
      throw e;
    }
  }

  /** Whoever has an address from a document that counts from 1 asks for the one after. */
  private void say(Refused refusal, Wire wire, Table table, int count)
      throws IOException, InterruptedException {
    if (isThere(wire, table, address - 1, count)) {
      throw new IOException(
          "%s; from %d on they are there: many documents count from 1"
              .formatted(refusal.getMessage(), address - 1));
    }
    if (count > 1 && isThere(wire, table, address, 1)) {
      throw new IOException(
          "%s; %d by itself is there: ask for fewer".formatted(refusal.getMessage(), address));
    }
  }

  private boolean isThere(Wire wire, Table table, int from, int count)
      throws IOException, InterruptedException {
    try {
      read(wire, table, from, count);
      return true;
    } catch (UnitException e) {
      return false;
    }
  }

  private byte[] read(Wire wire, Table table, int from, int count)
      throws IOException, UnitException, InterruptedException {
    return Table.data(units.exchange(wire, table.read(from, count)));
  }

  /** Neighbours that the unit refuses are left out. */
  private RegisterView withNeighbours(Wire wire, Table table, int count, byte[] data)
      throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(neighbour(wire, table, address - 1));
    int before = all.size() / 2;
    all.writeBytes(data);
    all.writeBytes(neighbour(wire, table, address + count));
    return new RegisterView(all.toByteArray(), address - before, before, count);
  }

  private byte[] neighbour(Wire wire, Table table, int beside)
      throws IOException, InterruptedException {
    try {
      return beside < 0 || beside > 0xFFFF ? new byte[0] : read(wire, table, beside, 1);
    } catch (UnitException e) {
      return new byte[0];
    }
  }
}

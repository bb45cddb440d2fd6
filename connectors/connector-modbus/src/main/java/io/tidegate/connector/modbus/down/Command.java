package io.tidegate.connector.modbus.down;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Encoder;
import io.tidegate.connector.modbus.codec.ReadFormat;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.connector.modbus.codec.WriteFormat;
import io.tidegate.connector.modbus.config.CommandConfig;
import io.tidegate.connector.modbus.config.Formats;
import io.tidegate.connector.modbus.config.Orders;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.data.Value;
import java.io.IOException;

/** Something to read from a unit or to write to it, worked out. */
public sealed interface Command {

  private static void check(Table table, int address, int objects, int most) {
    if (objects > most) {
      throw new IllegalArgumentException(
          "%d %s are more than the %d of one request".formatted(objects, table, most));
    }
    if (address < 0 || address + objects > 65_536) {
      throw new IllegalArgumentException("address %d is out of range".formatted(address));
    }
  }

  /**
   * The command of a configuration.
   *
   * @throws IllegalArgumentException with a phrase for the user if it makes no sense.
   */
  static Command of(CommandConfig config, Orders orders) {
    return config.isRead()
        ? read(Formats.read(config, orders), config.address())
        : write(Formats.write(config, orders), config.address());
  }

  /** Reads what begins at an address. */
  static Command read(ReadFormat format, int address) {
    Read read = new Read(format.table(), Decoder.of(format), address);
    check(format.table(), address, read.decoder().objects(), format.table().mostPerRead());
    return read;
  }

  /** Writes what begins at an address. */
  static Command write(WriteFormat format, int address) {
    Write write = new Write(format.functionCode(), Encoder.of(format), address);
    Table table = Table.of(format.functionCode());
    check(table, address, write.encoder().objects(), table.mostPerWrite());
    return write;
  }

  /**
   * Carries it out.
   *
   * @param value to write; of no interest to a read.
   * @return what was read, or the value that was written.
   * @throws ConversionException if what was read is no value.
   */
  Value run(Asker unit, Value value)
      throws IOException,
          UnitException,
          InterruptedException,
          UnfitValueException,
          ConversionException;

  /** Asks for a value. */
  record Read(Table table, Decoder decoder, int address) implements Command {

    @Override
    public Value run(Asker unit, Value value)
        throws IOException, UnitException, InterruptedException, ConversionException {
      byte[] data = Table.data(unit.ask(table.read(address, decoder.objects())));
      Value read = decoder.decode(data, 0);
      if (read == null) {
        throw new ConversionException("no value", "what the unit has there is not a number");
      }
      return read;
    }
  }

  /** Sets a value; exactly so many coils or registers as it has. */
  record Write(int functionCode, Encoder encoder, int address) implements Command {

    @Override
    public Value run(Asker unit, Value value)
        throws IOException, UnitException, InterruptedException, UnfitValueException {
      unit.ask(encoder.encode(value).request(functionCode, address));
      return value;
    }
  }
}

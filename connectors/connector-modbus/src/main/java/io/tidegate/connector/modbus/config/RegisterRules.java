package io.tidegate.connector.modbus.config;

import io.tidegate.config.Problems;
import io.tidegate.connector.modbus.codec.Decoder;
import io.tidegate.connector.modbus.codec.Encoder;
import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.codec.UnfitValueException;
import io.tidegate.data.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with the registers of the server; each such one is left out. */
final class RegisterRules {

  private static final int ADDRESSES = 65_536;

  private RegisterRules() {}

  static void check(ServerConfig server, Problems problems) {
    ValuesConfig values = server.values();
    RegisterFormats formats = new RegisterFormats(server);
    check(
        "holding_registers", Table.HOLDING_REGISTERS, values.holdingRegisters(), formats, problems);
    check("coils_initializer", Table.COILS, values.coils(), formats, problems);
    check("input_registers", Table.INPUT_REGISTERS, values.inputRegisters(), formats, problems);
    check("discrete_inputs", Table.DISCRETE_INPUTS, values.discreteInputs(), formats, problems);
  }

  private static void check(
      String name, Table table, BlockConfig block, RegisterFormats formats, Problems problems) {
    String path = "values/" + name;
    check(path + "/attributes", table, block.attributes(), formats, problems);
    check(path + "/timeseries", table, block.timeseries(), formats, problems);
    check(path + "/attributeUpdates", table, block.attributeUpdates(), formats, problems);
    check(path + "/rpc", table, block.rpc(), formats, problems);
  }

  private static void check(
      String path,
      Table table,
      List<RegisterConfig> items,
      RegisterFormats formats,
      Problems problems) {
    for (RegisterConfig item : items) {
      String reason = formats.whyUnusable(table, item);
      if (reason != null) {
        problems.warning(path, "lacks %s, which can't be used: %s".formatted(item.tag(), reason));
      }
    }
  }

  /** Null if it can be used. */
  static @Nullable String whyUnusable(RegisterFormats formats, Table table, RegisterConfig item) {
    try {
      Encoder encoder = Encoder.of(formats.write(table, item));
      int objects = Decoder.of(formats.read(table, item)).objects();
      if (item.address() + Math.max(objects, encoder.objects()) > ADDRESSES) {
        return "it reaches beyond the address 65535";
      }
      Value initial = RegisterFormats.initial(item);
      if (initial != null) {
        encoder.encode(initial);
      }
      return null;
    } catch (IllegalArgumentException | UnfitValueException e) {
      return e.getMessage();
    }
  }
}

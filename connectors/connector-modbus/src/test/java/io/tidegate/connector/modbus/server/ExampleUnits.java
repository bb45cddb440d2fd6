package io.tidegate.connector.modbus.server;

import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.config.IdentityConfig;
import io.tidegate.connector.modbus.wire.RequestHandler;
import java.util.function.IntPredicate;

/**
 * The units of the documentation, with 60 objects in each table: holding register n is n, but 10
 * and 11 are 22.34; input register n is n + 100; every third coil is on.
 */
public final class ExampleUnits {

  private static final int SIZE = 60;

  private ExampleUnits() {}

  /** Answers for these units and is silent for the others. */
  public static RequestHandler of(IntPredicate units) {
    Memory memory = new Memory();
    for (Table table : Table.values()) {
      memory.define(table, 0, SIZE);
    }
    for (int i = 0; i < SIZE; i++) {
      memory.write(Table.HOLDING_REGISTERS, i, 1, new byte[] {0, (byte) i});
      memory.write(Table.INPUT_REGISTERS, i, 1, new byte[] {0, (byte) (100 + i)});
      memory.write(Table.COILS, i, 1, new byte[] {(byte) (i % 3 == 0 ? 1 : 0)});
    }
    memory.write(Table.HOLDING_REGISTERS, 10, 2, new byte[] {0x41, (byte) 0xB2, (byte) 0xB8, 0x52});
    return new Answers(
        memory, new Identification(new IdentityConfig("", "", "", "", "", "")), units);
  }
}

package io.tidegate.connector.modbus.tool;

import io.tidegate.connector.modbus.codec.Table;

/** The tables of a unit, as they are written on the command line. */
enum TableName {
  HOLDING(Table.HOLDING_REGISTERS),
  INPUT(Table.INPUT_REGISTERS),
  COILS(Table.COILS),
  DISCRETE(Table.DISCRETE_INPUTS);

  private final Table table;

  TableName(Table table) {
    this.table = table;
  }

  Table table() {
    return table;
  }
}

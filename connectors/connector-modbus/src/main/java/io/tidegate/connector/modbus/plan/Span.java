package io.tidegate.connector.modbus.plan;

import io.tidegate.connector.modbus.codec.Table;

/**
 * Objects that are wanted together, such as the two registers of a number.
 *
 * @param first the address of the first.
 * @param most the most objects of a request that reads them among others.
 */
public record Span(Table table, int first, int length, int most) {

  /** The address after the last one. */
  public int end() {
    return first + length;
  }
}

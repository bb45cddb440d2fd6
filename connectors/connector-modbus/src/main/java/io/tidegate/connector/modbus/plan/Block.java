package io.tidegate.connector.modbus.plan;

import io.tidegate.connector.modbus.codec.Table;
import java.util.List;

/**
 * What one request reads.
 *
 * @param first the address of the first object.
 * @param members the places, in the list that was planned, of the spans that it reads.
 */
public record Block(Table table, int first, int length, List<Integer> members) {

  public Block {
    members = List.copyOf(members);
  }

  /** The address after the last object. */
  public int end() {
    return first + length;
  }
}

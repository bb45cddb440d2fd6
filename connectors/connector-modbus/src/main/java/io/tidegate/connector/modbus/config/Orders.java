package io.tidegate.connector.modbus.config;

import io.tidegate.connector.modbus.codec.BitOrder;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;

/**
 * How a unit puts its values together, where an item does not say otherwise.
 *
 * @param bytes within a register.
 * @param words within a value of several registers.
 * @param bits of lists.
 */
public record Orders(Order bytes, Order words, BitOrder bits, Repacking repacking) {

  /** What the Python gateway assumes where nothing is configured. */
  public static final Orders USUAL =
      new Orders(Order.LITTLE, Order.LITTLE, BitOrder.NATURAL, Repacking.NONE);
}

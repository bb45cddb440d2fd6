package io.tidegate.connector.modbus.config;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.connector.modbus.codec.BitOrder;
import io.tidegate.connector.modbus.codec.Order;
import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;

/** In which order a unit has what its values consist of. */
public record OrderConfig(
    @Doc("Which byte of a register comes first.") @Default("LITTLE") Order byteOrder,
    @Doc("Which register of a value of several comes first.") @Default("LITTLE") Order wordOrder,
    @Doc(
            "Order of lists of coils and bits: `natural`, or `historical` as the Python gateway up to"
                + " 3.8.3 had them.")
        @Default("natural")
        BitOrder bitOrder,
    @Doc("Whether, with `byteOrder` little, the bytes of what is written are turned round again.")
        @Default("false")
        boolean repack) {

  /** As items need them that don't say otherwise. */
  public Orders orders() {
    return new Orders(
        byteOrder, wordOrder, bitOrder, repack ? Repacking.BY_BYTE_ORDER : Repacking.NONE);
  }
}

package io.tidegate.connector.modbus.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.connector.modbus.codec.BitTarget;
import io.tidegate.connector.modbus.codec.Order;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code attributeUpdates} or {@code rpc}. */
public record CommandConfig(
    @Doc("Name of the shared attribute or of the method.") String tag,
    @Doc("As for reading; `coil` and `coils` too.") String type,
    @Doc("5: one coil, 15: coils, 6: one register, 16: registers; for methods that read 1 to 4.")
        @Range(min = 1, max = 16)
        int functionCode,
    @Doc("Registers or coils of the value.")
        @Alias({"registersCount", "registerCount"})
        @Default("1")
        @Range(min = 1, max = 2000)
        int objectsCount,
    @Doc("Address of the first, counted from 0.") @Range(min = 0, max = 65535) int address,
    @Doc("Which byte of a register comes first; missing: as the unit says.")
        @Nullable Order byteOrder,
    @Doc("Which register comes first; missing: as the unit says.") @Nullable Order wordOrder,
    @Doc("Of a method that reads: the number is divided by it.") @Nullable Double divider,
    @Doc("Of a method that reads: the number is multiplied by it, if there is no divider.")
        @Nullable Double multiplier,
    @Doc("Of a method that reads: the bit that is meant, counted from 0, the lowest.")
        @Range(min = 0, max = 2000)
        @Nullable Integer bit,
    @Doc("Of a method that reads: what a bit becomes, `bool` or `int`.") @Default("bool")
        BitTarget bitTargetType,
    @Doc("Of a method that reads: decimals of floating-point numbers.")
        @Default("6")
        @Range(min = 0, max = 15)
        int round,
    @Doc("Of a method that reads: what stands for a value, by the value's text.") @Default("{}")
        Map<String, ConfigNode> variants)
    implements Checked {

  @Override
  public void check(Problems problems) {
    ItemRules.checkCommand(this, problems);
  }

  /** Whether it asks the unit for something, rather than to write. */
  public boolean isRead() {
    return functionCode <= 4;
  }
}

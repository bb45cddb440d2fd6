package io.tidegate.connector.modbus.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.connector.modbus.codec.BitTarget;
import io.tidegate.connector.modbus.codec.Order;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a block of the server: a value with its first content. */
public record RegisterConfig(
    @Doc("Key in ThingsBoard, name of the shared attribute or of the method.") String tag,
    @Doc("As for reading from a unit.") String type,
    @Doc("Of `attributeUpdates` and `rpc`: 5, 6, 15 or 16 write, 1 to 4 read. Missing: writes.")
        @Range(min = 1, max = 16)
        @Nullable Integer functionCode,
    @Doc("Registers or bits of the value.")
        @Alias({"registersCount", "registerCount"})
        @Default("1")
        @Range(min = 1, max = 2000)
        int objectsCount,
    @Doc("Address of the first, counted from 0.") @Range(min = 0, max = 65535) int address,
    @Doc("First content; missing: zero.") @Nullable ConfigNode value,
    @Doc("Which byte of a register comes first; missing: as the server says.")
        @Nullable Order byteOrder,
    @Doc("Which register comes first; missing: as the server says.") @Nullable Order wordOrder,
    @Doc("The number is divided by it when it is reported.") @Nullable Double divider,
    @Doc("The number is multiplied by it when it is reported, if there is no divider.")
        @Nullable Double multiplier,
    @Doc("The bit that is meant, counted from 0, the lowest.") @Range(min = 0, max = 2000)
        @Nullable Integer bit,
    @Doc("What a bit becomes: `bool` or `int`.") @Default("bool") BitTarget bitTargetType,
    @Doc("Decimals of floating-point numbers.") @Default("6") @Range(min = 0, max = 15) int round,
    @Doc("What stands for a value, by the value's text.") @Default("{}")
        Map<String, ConfigNode> variants,
    @Doc("What is reported of this key.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy)
    implements Checked {

  @Override
  public void check(Problems problems) {
    ItemRules.checkTag(tag, type, problems);
  }
}

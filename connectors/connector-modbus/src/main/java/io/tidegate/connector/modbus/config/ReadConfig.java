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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code attributes} or {@code timeseries}. */
public record ReadConfig(
    @Doc(
            "Key in ThingsBoard. With a range of addresses `${address}`, `${unitId}`,"
                + " `${functionCode}`, `${type}` and `${objectsCount}` stand for those of each value;"
                + " without `address` in it, `_${address}` is added.")
        String tag,
    @Doc(
            "`16int`, `16uint`, `16float`, `32…`, `64…`, `8int`, `8uint`; `int`, `uint`, `float` of"
                + " `objectsCount` registers; `string`, `bytes`, `bits`, `bit`.")
        String type,
    @Doc("1: coils, 2: discrete inputs, 3: holding registers, 4: input registers.")
        @Range(min = 1, max = 4)
        int functionCode,
    @Doc("Registers or bits of a value.")
        @Alias({"registersCount", "registerCount"})
        @Default("1")
        @Range(min = 1, max = 2000)
        int objectsCount,
    @Doc("Address of the first, counted from 0; or a range such as `\"10-12\"`, of many values.")
        AddressRange address,
    @Doc("Which byte of a register comes first; missing: as the unit says.")
        @Nullable Order byteOrder,
    @Doc("Which register comes first; missing: as the unit says.") @Nullable Order wordOrder,
    @Doc("The number is divided by it.") @Nullable Double divider,
    @Doc("The number is multiplied by it, if there is no divider.") @Nullable Double multiplier,
    @Doc("The bit that is meant, counted from 0, the lowest.") @Range(min = 0, max = 2000)
        @Nullable Integer bit,
    @Doc("What a bit becomes: `bool` or `int`.") @Default("bool") BitTarget bitTargetType,
    @Doc("Decimals of floating-point numbers.") @Default("6") @Range(min = 0, max = 15) int round,
    @Doc("What stands for a value, by the value's text.") @Default("{}")
        Map<String, ConfigNode> variants,
    @Doc("Most registers of a request that reads this.") @Range(min = 1, max = 2000)
        @Nullable Integer maxRegistersPerRequest,
    @Doc("Milliseconds from one reading to the next; missing: as the unit says.")
        @Range(min = 1, max = Integer.MAX_VALUE)
        @Nullable Integer pollPeriod,
    @Doc("What is reported of this key.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy)
    implements Checked {

  @Override
  public void check(Problems problems) {
    ItemRules.checkRead(this, problems);
  }

  /** Where its values begin. */
  public List<Integer> addresses() {
    List<Integer> all = new ArrayList<>();
    for (int at = address.first(); at <= address.last(); at += objectsCount) {
      all.add(at);
    }
    return all;
  }
}

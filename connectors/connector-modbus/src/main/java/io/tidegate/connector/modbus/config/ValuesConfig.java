package io.tidegate.connector.modbus.config;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;

/** The {@code values} object: what the server has, by the kind of memory. */
public record ValuesConfig(
    @Doc("What others read with function 3 and write with 6 and 16.")
        @Key("holding_registers")
        @Default("{}")
        BlockConfig holdingRegisters,
    @Doc("What others read with function 1 and write with 5 and 15.")
        @Key("coils_initializer")
        @Default("{}")
        BlockConfig coils,
    @Doc("What others read with function 4.") @Key("input_registers") @Default("{}")
        BlockConfig inputRegisters,
    @Doc("What others read with function 2.") @Key("discrete_inputs") @Default("{}")
        BlockConfig discreteInputs) {}

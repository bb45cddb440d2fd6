package io.tidegate.connector.modbus.config;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.SkipInvalid;
import java.util.List;

/** The {@code master} object. */
public record MasterConfig(
    @Doc("The units, each a device in ThingsBoard.") @Default("[]") @SkipInvalid
        List<UnitConfig> slaves) {}

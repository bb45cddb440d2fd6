package io.tidegate.connector.modbus.config;

import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.SkipInvalid;
import java.util.List;

/** Registers or bits of the server. */
public record BlockConfig(
    @Doc("What is reported as attributes.") @Default("[]") @SkipInvalid
        List<RegisterConfig> attributes,
    @Doc("What is reported as time series.") @Default("[]") @SkipInvalid
        List<RegisterConfig> timeseries,
    @Doc("What shared attributes are written to.") @Default("[]") @SkipInvalid
        List<RegisterConfig> attributeUpdates,
    @Doc("What methods of the device write or read.") @Default("[]") @SkipInvalid
        List<RegisterConfig> rpc) {}

package io.tidegate.connector.modbus.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;

/** The {@code identity} object: objects 0 to 5 of the device identification (function 43/14). */
public record IdentityConfig(
    @Doc("Object 0.") @Default("") String vendorName,
    @Doc("Object 1.") @Default("") String productCode,
    @Doc("Object 2.") @Alias("majorMinorRevision") @Default("") String revision,
    @Doc("Object 3.") @Default("") String vendorUrl,
    @Doc("Object 4.") @Default("") String productName,
    @Doc("Object 5.") @Key("ModelName") @Alias("modelName") @Default("") String modelName) {}

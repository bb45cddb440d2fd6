package io.tidegate.connector.opcua.config;

import io.tidegate.config.Doc;
import org.jspecify.annotations.Nullable;

/** One entry of {@code attributes_updates}. */
public record AttributeUpdateConfig(
    @Doc("Name of the shared attribute.") String key,
    @Doc("The node that its value is written to: a path or a node id.") String value,
    @Doc("Not needed: the value itself tells what it is.") @Nullable String type) {}

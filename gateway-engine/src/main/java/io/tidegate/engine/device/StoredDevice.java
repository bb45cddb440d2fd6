package io.tidegate.engine.device;

import io.tidegate.data.Device;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a device over a restart.
 *
 * @param device its own name, and its profile.
 * @param connectorId of the connector that reported it last; empty if it is not known.
 * @param connectorName its name then; empty if it is not known.
 * @param reachable whether it could be reached.
 * @param renaming what the platform calls it; null if it goes by its own name.
 */
public record StoredDevice(
    Device device,
    String connectorId,
    String connectorName,
    boolean reachable,
    @Nullable String renaming) {}

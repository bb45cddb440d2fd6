package io.tidegate.engine.device;

import io.tidegate.data.Device;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows of a device.
 *
 * @param device its name and profile.
 * @param connector the name of the connector that reported it last.
 * @param reachable whether it can be reached.
 * @param lastSeen when it last reported something; null if it has not since the start.
 */
public record KnownDevice(
    Device device, String connector, boolean reachable, @Nullable Instant lastSeen) {}

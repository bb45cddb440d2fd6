package io.tidegate.engine.ingest;

import io.tidegate.engine.device.DeviceFilter;
import io.tidegate.engine.report.ReportPolicy;

/**
 * What the engine has to know of a connector.
 *
 * @param name as configured.
 * @param type such as {@code mqtt}.
 * @param wanted which of its devices are.
 * @param reporting what decides where its mappings say nothing.
 */
public record ConnectorSetup(
    String name, String type, DeviceFilter wanted, ReportPolicy reporting) {}

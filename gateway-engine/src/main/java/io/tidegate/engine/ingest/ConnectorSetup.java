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
 * @param latencies whether its records tell where they have been.
 */
public record ConnectorSetup(
    String name, String type, DeviceFilter wanted, ReportPolicy reporting, LatencyDebug latencies) {

  /** Without looking at latencies. */
  public ConnectorSetup(String name, String type, DeviceFilter wanted, ReportPolicy reporting) {
    this(name, type, wanted, reporting, LatencyDebug.OFF);
  }
}

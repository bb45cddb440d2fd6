package io.tidegate.app;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway tells ThingsBoard of itself, so that its dashboards know it. */
final class GatewayReport {

  /**
   * The version of the Python gateway whose place this takes. The platform's pages parse it and
   * give a gateway that looks older than 3.8 the configuration formats of old.
   */
  static final String COMPATIBLE_VERSION = "3.8.3";

  private GatewayReport() {}

  static List<DataPoint> of(List<String> connectors, List<DataPoint> machine) {
    List<DataPoint> report = new ArrayList<>(machine);
    report.add(DataPoint.attribute("Version", new Value.Text(COMPATIBLE_VERSION)));
    report.add(DataPoint.attribute("TidegateVersion", new Value.Text(Version.own())));
    report.add(
        DataPoint.attribute(
            "active_connectors",
            new Value.Json(JsonMapper.shared().writeValueAsString(connectors))));
    return report;
  }
}

package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Announcement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which devices have told the platform their {@code connectorType} and {@code connectorName} since
 * the process began: once is enough, unless the connector changes.
 */
final class DeviceDetails {

  /** Names come from outside. Beyond these, the details are told anew. */
  private static final int MOST = 100_000;

  private final Map<String, Details> told = new ConcurrentHashMap<>();

  boolean isTold(Announcement device) {
    return Details.of(device).equals(told.get(device.device().name()));
  }

  void told(Announcement device) {
    if (told.size() >= MOST) {
      told.clear();
    }
    told.put(device.device().name(), Details.of(device));
  }

  static List<DataPoint> points(Announcement device) {
    return List.of(
        DataPoint.attribute("connectorType", new Value.Text(device.connectorType())),
        DataPoint.attribute("connectorName", new Value.Text(device.connectorName())));
  }

  private record Details(String connectorType, String connectorName) {

    static Details of(Announcement device) {
      return new Details(device.connectorType(), device.connectorName());
    }
  }
}

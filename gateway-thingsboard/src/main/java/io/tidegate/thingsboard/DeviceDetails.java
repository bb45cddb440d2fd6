package io.tidegate.thingsboard;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Announcement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which devices have told the platform their {@code connectorType} and {@code connectorName} since
 * the process began: once is enough, unless the connector changes or the device has been away.
 */
final class DeviceDetails {

  /** Names come from outside. Beyond these, the details are told anew. */
  private static final int MOST = 100_000;

  private final Map<String, Details> told = new ConcurrentHashMap<>();

  boolean isTold(Details details) {
    return details.equals(told.get(details.device()));
  }

  void told(Details details) {
    if (told.size() >= MOST) {
      told.clear();
    }
    told.put(details.device(), details);
  }

  void forget(String device) {
    told.remove(device);
  }

  /** The details of one device. */
  record Details(String device, String connectorType, String connectorName) {

    /** Null if they are not known. */
    static @Nullable Details of(Announcement announcement) {
      String type = announcement.connectorType();
      return type == null
          ? null
          : new Details(announcement.device().name(), type, announcement.connectorName());
    }

    List<DataPoint> points() {
      return List.of(
          DataPoint.attribute("connectorType", new Value.Text(connectorType)),
          DataPoint.attribute("connectorName", new Value.Text(connectorName)));
    }
  }
}

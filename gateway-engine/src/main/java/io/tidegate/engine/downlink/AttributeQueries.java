package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the platform is being asked for. What it changes meanwhile is newer than its answer, which
 * may be handed over later.
 */
final class AttributeQueries {

  private final Map<String, Query> open = new ConcurrentHashMap<>();

  /** One question of one device; only one at a time. */
  final class Query implements AutoCloseable {

    private final String device;
    private final Set<String> changed = new HashSet<>();

    private Query(String device) {
      this.device = device;
    }

    /** Hands an answer over, without what has changed since. */
    synchronized void answered(Device asked, Map<String, Value> values, Handover handover) {
      Map<String, Value> still = new LinkedHashMap<>(values);
      still.keySet().removeAll(changed);
      if (!still.isEmpty()) {
        handover.take(new AttributeUpdate(asked, still, List.of()));
      }
    }

    private synchronized void updated(AttributeUpdate update, Runnable route) {
      changed.addAll(update.values().keySet());
      changed.addAll(update.deleted());
      route.run();
    }

    @Override
    public void close() {
      open.remove(device, this);
    }
  }

  /** Takes an update. */
  @FunctionalInterface
  interface Handover {
    void take(AttributeUpdate update);
  }

  Query open(String device) {
    Query query = new Query(device);
    open.put(device, query);
    return query;
  }

  /** Routes an update that the platform has sent. */
  void updated(AttributeUpdate update, Runnable route) {
    Query asked = open.get(update.device().name());
    if (asked == null) {
      route.run();
    } else {
      asked.updated(update, route);
    }
  }
}

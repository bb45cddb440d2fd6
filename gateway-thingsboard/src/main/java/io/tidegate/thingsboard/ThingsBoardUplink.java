package io.tidegate.thingsboard;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.RefusedException;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.Uplink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ThingsBoard, over its gateway MQTT API. Keeps, from one connection to the next, what the server
 * has taught: which host works, which version of MQTT it speaks, what its limits are.
 */
public final class ThingsBoardUplink implements Uplink {

  private static final Logger log = LoggerFactory.getLogger(ThingsBoardUplink.class);

  private final ThingsBoardSettings settings;
  private final Connecting connecting;
  private Server preferred;

  /** Creates the uplink; nothing is connected yet. */
  public ThingsBoardUplink(ThingsBoardSettings settings) {
    this.settings = settings;
    this.connecting = new Connecting(settings);
    this.preferred = settings.hosts().getFirst();
    if (settings.qos() == 0) {
      log.warn(
          "qos is 0, but data is sent with QoS 1: without acknowledgements nothing could be kept"
              + " until it has arrived");
    }
  }

  @Override
  public String name() {
    Server first = settings.hosts().getFirst();
    boolean secured = LinkOptions.tls(settings.security().tls(), first) != null;
    return (secured ? "mqtts://" : "mqtt://") + first;
  }

  @Override
  public Delivery open(DownlinkHandler downlinks) throws IOException, InterruptedException {
    List<Exception> failures = new ArrayList<>();
    for (Server server : inTurn()) {
      try {
        Delivery delivery = connecting.open(server, downlinks);
        prefer(server);
        return delivery;
      } catch (IOException | ConfigurationException e) {
        failures.add(e);
      }
    }
    throw failure(failures);
  }

  /** What has gone over all connections so far. */
  public Traffic traffic() {
    return connecting.traffic();
  }

  private synchronized List<Server> inTurn() {
    List<Server> hosts = settings.hosts();
    int first = hosts.indexOf(preferred);
    List<Server> order = new ArrayList<>(hosts.subList(first, hosts.size()));
    order.addAll(hosts.subList(0, first));
    return order;
  }

  private synchronized void prefer(Server server) {
    preferred = server;
  }

  /** If any host may work later, later is when to try again; if one may any moment, soon. */
  private static IOException failure(List<Exception> failures) {
    List<String> reasons = failures.stream().map(Exception::getMessage).distinct().toList();
    String message = String.join("; ", reasons);
    @Nullable IOException temporary = null;
    for (Exception failure : failures) {
      if (failure instanceof RefusedException && temporary == null) {
        temporary = new RefusedException(message, failure);
      } else if (failure instanceof IOException && !(failure instanceof RefusedException)) {
        temporary = new IOException(message, failure);
      }
    }
    if (temporary == null) {
      throw new ConfigurationException(message);
    }
    return temporary;
  }
}

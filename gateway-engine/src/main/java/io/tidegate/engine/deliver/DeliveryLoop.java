package io.tidegate.engine.deliver;

import io.tidegate.connector.AttributeScope;
import io.tidegate.connector.Platform;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.supervise.ConnectionListener;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.engine.supervise.ConnectionSupervisor;
import io.tidegate.engine.supervise.ConnectionSupervisor.Misconfigured;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.Uplink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Empties the log to the platform, for ever. What the platform has acknowledged, in order, is
 * committed; everything else stays in the log, and a new connection begins with it.
 */
public final class DeliveryLoop implements Platform, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Uplink uplink;
  private final DownlinkHandler downlinks;
  private final DeliveryParts parts;
  private final DeliverySettings settings;
  private final Pulse pulse;
  private final ConnectionSupervisor supervisor;
  private final Overtaken overtaken = new Overtaken();
  private final Suspicion suspicion = new Suspicion();

  private volatile @Nullable Link link;
  private volatile @Nullable Delivery delivery;

  /** Creates a loop; nothing happens before {@link #start}. */
  public DeliveryLoop(
      Uplink uplink,
      DownlinkHandler downlinks,
      DeliveryParts parts,
      DeliverySettings settings,
      Pulse pulse,
      ConnectionListener listener) {
    this.uplink = uplink;
    this.downlinks = downlinks;
    this.parts = parts;
    this.settings = settings;
    this.pulse = pulse;
    this.supervisor =
        new ConnectionSupervisor(
            uplink.name(),
            this::serve,
            Misconfigured.IS_RETRIED,
            settings.reconnect(),
            pulse,
            listener,
            LoggerFactory.getLogger("tb_connection"));
  }

  /** Connects in the background and delivers until {@link #close}. */
  public void start() {
    supervisor.start();
  }

  /** Sends no more, waits a little for what is under way, and commits it. */
  @Override
  public void close() {
    supervisor.stop();
    try {
      supervisor.awaitStopped(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The state of the connection. */
  public ConnectionState state() {
    return supervisor.state();
  }

  /** The state of all of it. */
  public DeliveryStatus status() {
    long lag = parts.log().end() - parts.log().committed();
    Link current = link;
    return new DeliveryStatus(
        supervisor.state(), lag, current == null ? List.of() : current.status());
  }

  /** Tells the platform of the gateway itself once more, since that has changed. */
  public void reportOwn() {
    Link current = link;
    if (current != null) {
      current.reportOwn();
    }
  }

  @Override
  public Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException {
    return live().attributes(device, scope, names);
  }

  @Override
  public void claim(Device device, @Nullable String secretKey, @Nullable Duration duration)
      throws IOException, InterruptedException {
    live().claim(device, secretKey, duration);
  }

  private Delivery live() throws IOException {
    Delivery current = delivery;
    if (current == null) {
      throw new IOException(uplink.name() + " is not connected");
    }
    return current;
  }

  /** How often the delivery failed by a bug. */
  public long bugs() {
    return supervisor.bugs();
  }

  private void serve(Runnable online) throws IOException, InterruptedException {
    try (Delivery open = uplink.open(downlinks)) {
      Link opened = new Link(open, parts, settings, overtaken, suspicion, pulse);
      delivery = open;
      online.run();
      link = opened;
      opened.run();
    } finally {
      link = null;
      delivery = null;
    }
  }
}

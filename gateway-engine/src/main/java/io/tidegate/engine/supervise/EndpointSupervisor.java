package io.tidegate.engine.supervise;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.engine.supervise.ConnectionSupervisor.Misconfigured;
import io.tidegate.engine.time.Pulse;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.LoggerFactory;

/** Keeps one endpoint connected. */
public final class EndpointSupervisor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Endpoint endpoint;
  private final UplinkSink sink;
  private final EndpointListener listener;
  private final ConnectionSupervisor supervisor;

  /**
   * Creates a supervisor; nothing happens before {@link #start}.
   *
   * @param connector the name of the endpoint's connector, which has a log file of its own.
   */
  public EndpointSupervisor(
      String connector,
      Endpoint endpoint,
      UplinkSink sink,
      Reconnect reconnect,
      Pulse pulse,
      EndpointListener listener) {
    this.listener = listener;
    this.endpoint = endpoint;
    this.sink = sink;
    this.supervisor =
        new ConnectionSupervisor(
            endpoint.name(),
            this::serve,
            Misconfigured.STAYS_DOWN,
            reconnect,
            pulse,
            listener,
            LoggerFactory.getLogger("connector." + connector));
  }

  /** Connects in the background and stays connected until {@link #close}. */
  public void start() {
    supervisor.start();
  }

  /** Ends the session; returns when it has ended or after 10 s. */
  @Override
  public void close() {
    closeAll(java.util.List.of(this), PATIENCE);
  }

  /** Ends many at once, all within one time limit. */
  public static void closeAll(Collection<EndpointSupervisor> all, Duration patience) {
    askToStop(all);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (EndpointSupervisor each : all) {
        long left = Math.max(1, deadline - System.nanoTime());
        each.supervisor.awaitStopped(Duration.ofNanos(left));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks many to end, without waiting for them. */
  public static void askToStop(Collection<EndpointSupervisor> all) {
    all.forEach(each -> each.supervisor.stop());
  }

  /** The name of the endpoint. */
  public String name() {
    return endpoint.name();
  }

  /** The current state; safe to read from any thread. */
  public ConnectionState state() {
    return supervisor.state();
  }

  /** How often the connector failed by a bug. */
  public long bugs() {
    return supervisor.bugs();
  }

  private void serve(Runnable online) throws IOException, InterruptedException {
    try (Session opened = endpoint.open(sink)) {
      online.run();
      use(opened);
    }
  }

  /** While it is being closed it takes no requests any more. */
  private void use(Session opened) throws IOException, InterruptedException {
    try {
      listener.opened(opened);
      opened.run();
    } finally {
      listener.closed();
    }
  }
}

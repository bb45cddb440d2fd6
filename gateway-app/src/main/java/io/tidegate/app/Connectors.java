package io.tidegate.app;

import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.LoadedConnector;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.ReportStrategyConfig;
import io.tidegate.engine.device.DeviceFilter;
import io.tidegate.engine.ingest.ConnectorIngest;
import io.tidegate.engine.ingest.ConnectorSetup;
import io.tidegate.engine.ingest.EndpointSink;
import io.tidegate.engine.ingest.Ingest;
import io.tidegate.engine.ingest.LatencyDebug;
import io.tidegate.engine.report.ReportPolicy;
import io.tidegate.engine.supervise.EndpointSupervisor;
import io.tidegate.engine.supervise.Reconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connectors that run. A changed configuration restarts those that it changes, no others. */
final class Connectors {

  private final Ingest ingest;
  private final Reconnect reconnect;
  private final Duration patience;
  private final List<Running> running = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  /**
   * Creates them; nothing runs yet.
   *
   * @param patience with connectors that do not end when they are asked to.
   */
  Connectors(Ingest ingest, Reconnect reconnect, Duration patience) {
    this.ingest = ingest;
    this.reconnect = reconnect;
    this.patience = patience;
  }

  /**
   * One connector with its connections.
   *
   * @param basis all of the configuration that it was made of; with an equal one it stays.
   */
  record Running(
      LoadedConnector loaded,
      List<?> basis,
      ConnectorIngest ingest,
      List<EndpointSink> sinks,
      List<EndpointSupervisor> endpoints) {}

  /** Makes what runs what the folder says; what it says already is left alone. */
  synchronized void become(GatewayFolder folder) {
    Map<String, LoadedConnector> wanted = new LinkedHashMap<>();
    folder.connectors().forEach(connector -> wanted.put(connector.name(), connector));
    List<Running> unwanted =
        running.stream()
            .filter(r -> !r.basis.equals(basis(wanted.get(r.loaded.name()), folder)))
            .toList();
    stop(unwanted, patience);
    unwanted.stream()
        .map(r -> r.loaded.name())
        .filter(name -> !wanted.containsKey(name))
        .forEach(ingest.registry()::gone);
    for (LoadedConnector connector : wanted.values()) {
      // A change may be noticed just before the end, and may take until then.
      if (!stopped && !isRunning(connector.name())) {
        running.add(start(connector, folder));
      }
    }
  }

  /** For ever. Takes no longer where a change of the configuration is under way. */
  void stop() {
    stopped = true;
    long deadline = System.nanoTime() + patience.toNanos();
    // Those that the change does not wait for need not wait for the change.
    EndpointSupervisor.askToStop(supervisors(running));
    synchronized (this) {
      stop(List.copyOf(running), Duration.ofNanos(deadline - System.nanoTime()));
    }
  }

  List<Running> running() {
    return List.copyOf(running);
  }

  private boolean isRunning(String name) {
    return running.stream().anyMatch(each -> each.loaded.name().equals(name));
  }

  private Running start(LoadedConnector connector, GatewayFolder folder) {
    ConnectorIngest way = ingest.connector(setup(connector, folder));
    List<EndpointSupervisor> supervisors = new ArrayList<>();
    List<EndpointSink> sinks = new ArrayList<>();
    for (Endpoint endpoint : connector.endpoints()) {
      EndpointSink sink = way.sink();
      sinks.add(sink);
      supervisors.add(
          new EndpointSupervisor(
              connector.name(), endpoint, sink, reconnect, ingest.pulse(), sink));
    }
    supervisors.forEach(EndpointSupervisor::start);
    return new Running(connector, basis(connector, folder), way, sinks, supervisors);
  }

  private static ConnectorSetup setup(LoadedConnector connector, GatewayFolder folder) {
    List<Pattern> denied = denied(connector, folder);
    return new ConnectorSetup(
        connector.name(),
        connector.type(),
        denied.isEmpty() ? DeviceFilter.ALL : new DeviceFilter(denied),
        ReportPolicy.of(general(folder), connector.common().reportStrategy()),
        latencies(folder));
  }

  private void stop(List<Running> unwanted, Duration within) {
    EndpointSupervisor.closeAll(supervisors(unwanted), within);
    for (Running each : unwanted) {
      each.sinks.forEach(EndpointSink::close);
      each.ingest.close();
      running.remove(each);
    }
  }

  private static List<EndpointSupervisor> supervisors(List<Running> of) {
    return of.stream().flatMap(each -> each.endpoints.stream()).toList();
  }

  /** Endpoints are made anew at each reading, so they say nothing about a change. */
  private static List<?> basis(@Nullable LoadedConnector connector, GatewayFolder folder) {
    return connector == null
        ? List.of()
        : List.of(
            connector.type(),
            connector.id(),
            connector.common(),
            connector.config(),
            denied(connector, folder).stream().map(Pattern::pattern).toList(),
            Optional.ofNullable(general(folder)),
            latencies(folder));
  }

  private static LatencyDebug latencies(GatewayFolder folder) {
    GatewayConfig config = folder.config();
    return config != null && config.thingsboard().latencyDebugMode()
        ? LatencyDebug.ON
        : LatencyDebug.OFF;
  }

  private static List<Pattern> denied(LoadedConnector connector, GatewayFolder folder) {
    return folder.deniedDevices().getOrDefault(connector.name(), List.of());
  }

  private static @Nullable ReportStrategyConfig general(GatewayFolder folder) {
    GatewayConfig config = folder.config();
    return config == null ? null : config.thingsboard().reportStrategy();
  }
}

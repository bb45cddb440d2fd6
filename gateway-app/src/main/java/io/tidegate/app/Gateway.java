package io.tidegate.app;

import io.tidegate.app.logging.LogMonitor;
import io.tidegate.app.logging.Logging;
import io.tidegate.app.rpc.GatewayRpc;
import io.tidegate.app.rpc.RpcOptions;
import io.tidegate.app.telemetry.OwnReports;
import io.tidegate.config.gateway.Access;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.DeviceActivityConfig;
import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.LoadedConnector;
import io.tidegate.config.gateway.StatisticsConfig;
import io.tidegate.config.gateway.StorageSettings;
import io.tidegate.config.gateway.StoredCredentials;
import io.tidegate.config.gateway.ThingsBoardConfig;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Value;
import io.tidegate.engine.deliver.AnnouncementListener;
import io.tidegate.engine.deliver.DeliveryLoop;
import io.tidegate.engine.deliver.DeliveryParts;
import io.tidegate.engine.deliver.DeliverySettings;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.InactivityCheck;
import io.tidegate.engine.device.RenamedUplink;
import io.tidegate.engine.downlink.DownlinkRouter;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.downlink.SharedAttributes;
import io.tidegate.engine.ingest.Ingest;
import io.tidegate.engine.ingest.LogWatch;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.supervise.ConnectionState;
import io.tidegate.engine.supervise.Reconnect;
import io.tidegate.engine.time.SystemPulse;
import io.tidegate.log.RecordLog;
import io.tidegate.uplink.DownlinkHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway, put together: what is south, what is kept, what is north. */
public final class Gateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** Beyond these a device's data is still delivered, but not announced ahead after a reconnect. */
  private static final int MOST_DEVICES = 100_000;

  /** Leaves the delivery its time: all of a stop has to be done in 10 s. */
  private static final Duration CONNECTORS_STOP_WITHIN = Duration.ofSeconds(4);

  private static final List<String> REBOOT = List.of("shutdown", "-r", "now");

  private final GatewayFolder folder;
  private final LogMonitor monitor;
  private final Instant started = Instant.now();
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final SystemPulse pulse = new SystemPulse();
  private final Ledger ledger = new Ledger();
  private final LogWatch watch = new LogWatch(ledger, pulse);
  private final DeviceRegistry registry = new DeviceRegistry(MOST_DEVICES, pulse);
  private final KnownDevices devices;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final RecordLog<StoredRecord> recordLog;
  private final Connectors connectors;
  private final PlatformUplink platform;
  private final DeliveryLoop delivery;
  private final OwnReports reports;

  /** Those that are to run; they may not have begun when the platform is told of them. */
  private volatile List<String> connectorNames;

  /**
   * Starts on a configuration whose main file can be used.
   *
   * @param monitor sees what is logged.
   * @param restart called when the platform wants the process to start anew; returns at once.
   * @throws IOException if the storage can't be opened.
   * @throws InterruptedException if it is to stop before it has taken over an old backlog.
   */
  public Gateway(
      GatewayFolder folder,
      GatewayConfig config,
      Access access,
      LogMonitor monitor,
      Runnable restart)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.monitor = monitor;
    connectorNames = names(folder);
    StorageSettings storage = config.storage().settings();
    recordLog = opened(Storage.open(storage, watch));
    ledger.opened(recordLog.usage().entries(), recordLog.end());
    ThingsBoardConfig thingsboard = config.thingsboard();
    watchActivity(thingsboard.checkingDeviceActivity());
    Outlets outlets = new Outlets(registry);
    DownlinkRouter router = new DownlinkRouter(outlets, pulse);
    devices = opened(new KnownDevices(registry, outlets, folder, pulse));
    platform = new PlatformUplink(folder, new UplinkSettings(folder, thingsboard), access);
    GatewayRpc rpc = rpc(router, thingsboard, restart);
    AnnouncementListener sharedAttributes =
        thingsboard.syncDevicesSharedAttributesOnConnect()
            ? opened(sharedAttributes(router, outlets))
            : AnnouncementListener.NOBODY;
    delivery =
        opened(
            deliver(
                storage.folder(),
                new Downstream(router, rpc, this::ownAttributesChanged),
                sharedAttributes));
    reports = opened(reports(thingsboard.statistics(), storage.folder()));
    Ingest ingest = new Ingest(recordLog, watch, ledger, registry, outlets, delivery, pulse);
    connectors = new Connectors(ingest, southReconnect(), CONNECTORS_STOP_WITHIN);
    delivery.start();
    takeOver(storage, ingest);
    parts.push(connectors::stop);
    opened(router);
    opened(rpc);
    connectors.become(folder);
    parts.push(
        new FolderWatch(
            folder.folder(),
            Duration.ofSeconds(thingsboard.checkConnectorsConfigurationInSeconds()),
            pulse,
            this::reload));
    openStatusSocket(storage.folder());
  }

  /** What it does now. */
  public GatewayStatus status() {
    return new GatewayStatus(
        Version.own(),
        started,
        delivery.status(),
        watch.failure().orElse(""),
        recordLog.usage(),
        connectors.running().stream().map(GatewayStatus.ConnectorStatus::of).toList(),
        ledger.snapshot());
  }

  /**
   * Ends the sessions, waits a little for what ThingsBoard has yet to acknowledge, closes the log.
   */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.error("stopping: {}", e.toString(), e);
      }
    }
    pulse.close();
  }

  /** After the delivery has begun: a backlog may be larger than the log. */
  private void takeOver(StorageSettings storage, Ingest ingest) throws InterruptedException {
    try {
      PythonBacklog.takeOver(storage, ingest);
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private SharedAttributes sharedAttributes(DownlinkRouter router, Outlets outlets) {
    SharedAttributes attributes = new SharedAttributes(router, outlets);
    registry.listen(attributes);
    return attributes;
  }

  private DeliveryLoop deliver(
      Path data, DownlinkHandler downlinks, AnnouncementListener announcements) {
    DeliveryParts with =
        new DeliveryParts(
            recordLog,
            ledger,
            registry,
            new PutAsideFile(data),
            this::aboutTheGateway,
            announcements);
    return new DeliveryLoop(
        new RenamedUplink(platform, devices.renamings()),
        downlinks,
        with,
        DeliverySettings.usual(random),
        pulse,
        this::uplinkChanged);
  }

  private GatewayRpc rpc(DownlinkRouter router, ThingsBoardConfig thingsboard, Runnable restart) {
    return new GatewayRpc(
        new OwnView(() -> connectors.running(), registry, ledger),
        router::toConnector,
        devices.lifeCycle(thingsboard.handleDeviceRenaming()),
        new RpcOptions(
            GatewayReport.COMPATIBLE_VERSION,
            folder.folder().resolve(StoredCredentials.FILE),
            thingsboard.remoteShell(),
            thingsboard.allowReboot() ? REBOOT : List.of(),
            restart),
        pulse);
  }

  private OwnReports reports(StatisticsConfig config, Path data) {
    return new OwnReports(
        new OwnReports.Sources(
            new PlatformChannel(delivery),
            monitor,
            new OwnFigures(platform, recordLog, ledger, monitor, () -> connectorNames),
            pulse,
            data),
        config,
        folder.statisticsCommands());
  }

  private void uplinkChanged(ConnectionState from, ConnectionState to) {
    reports.changed(from, to);
  }

  private void ownAttributesChanged(Map<String, Value> values, List<String> deleted) {
    reports.ownAttributes(values, deleted);
  }

  private List<DataPoint> aboutTheGateway() {
    return GatewayReport.of(connectorNames, reports.attributes());
  }

  private static List<String> names(GatewayFolder folder) {
    return folder.connectors().stream().map(LoadedConnector::name).toList();
  }

  private void watchActivity(DeviceActivityConfig config) {
    if (config.checkDeviceInactivity()) {
      opened(
          new InactivityCheck(
              registry,
              Duration.ofSeconds(config.inactivityTimeoutSeconds()),
              Duration.ofSeconds(config.inactivityCheckPeriodSeconds()),
              pulse));
    }
  }

  private void reload() {
    GatewayFolder changed =
        ConfigFolder.load(
            folder.folder(), ConfigFolderOption.environment(), ConfigFolderOption.connectors());
    tell(changed.problems());
    GatewayConfig config = changed.config();
    if (config == null) {
      log.error("the changed configuration is not used; what runs goes on");
      return;
    }
    Logging.configure(changed, monitor);
    devices.become(changed);
    connectors.become(changed);
    connectorNames = names(changed);
    reports.become(config.thingsboard().statistics(), changed.statisticsCommands());
    delivery.reportOwn();
  }

  /** Says what is wrong in a configuration; what is only worth knowing, {@code check} tells. */
  static void tell(List<ConfigProblem> problems) {
    problems.stream()
        .filter(ConfigProblem::isError)
        .forEach(problem -> log.error("{} {}", problem.place(), problem.message()));
    long warnings = problems.stream().filter(problem -> !problem.isError()).count();
    if (warnings > 0) {
      log.warn("the configuration gives {} warnings; `tidegate check` shows them", warnings);
    }
  }

  private void openStatusSocket(Path data) {
    try {
      StatusSocket socket = new StatusSocket(data, () -> status().json());
      parts.push(socket);
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("`tidegate status` will have no answer: {}", e.getMessage());
    }
  }

  private Reconnect southReconnect() {
    return Reconnect.within(Duration.ofMillis(500), Duration.ofSeconds(5), random);
  }
}

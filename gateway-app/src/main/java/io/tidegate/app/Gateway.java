package io.tidegate.app;

import io.tidegate.app.logging.Logging;
import io.tidegate.config.gateway.Access;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.DeviceActivityConfig;
import io.tidegate.config.gateway.GatewayConfig;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.LoadedConnector;
import io.tidegate.config.gateway.StorageSettings;
import io.tidegate.config.gateway.ThingsBoardConfig;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.engine.deliver.AnnouncementListener;
import io.tidegate.engine.deliver.DeliveryLoop;
import io.tidegate.engine.deliver.DeliveryParts;
import io.tidegate.engine.deliver.DeliverySettings;
import io.tidegate.engine.device.ConfiguredConnector;
import io.tidegate.engine.device.DeviceBook;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.InactivityCheck;
import io.tidegate.engine.device.RenamedUplink;
import io.tidegate.engine.device.Renamings;
import io.tidegate.engine.downlink.DownlinkRouter;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.downlink.SharedAttributes;
import io.tidegate.engine.ingest.Ingest;
import io.tidegate.engine.ingest.LogWatch;
import io.tidegate.engine.ledger.Ledger;
import io.tidegate.engine.record.StoredRecord;
import io.tidegate.engine.supervise.Reconnect;
import io.tidegate.engine.time.SystemPulse;
import io.tidegate.log.RecordLog;
import io.tidegate.uplink.Uplink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway, put together: what is south, what is kept, what is north. */
public final class Gateway implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  /** Beyond these a device's data is still delivered, but not announced ahead after a reconnect. */
  private static final int MOST_DEVICES = 100_000;

  private final GatewayFolder folder;
  private final Instant started = Instant.now();
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final SystemPulse pulse = new SystemPulse();
  private final Ledger ledger = new Ledger();
  private final LogWatch watch = new LogWatch(ledger, pulse);
  private final DeviceRegistry registry = new DeviceRegistry(MOST_DEVICES, pulse);
  private final Outlets outlets = new Outlets(registry);
  private final DownlinkRouter router = new DownlinkRouter(outlets, pulse);
  private final Renamings renamings = new Renamings();
  private final DeviceBook devices;
  private final boolean handleDeviceRenaming;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final RecordLog<StoredRecord> recordLog;
  private final Connectors connectors;
  private final DeliveryLoop delivery;

  /**
   * Starts on a configuration whose main file can be used.
   *
   * @throws IOException if the storage can't be opened.
   * @throws InterruptedException if it is to stop before it has taken over an old backlog.
   */
  public Gateway(GatewayFolder folder, GatewayConfig config, Access access)
      throws IOException, InterruptedException {
    this.folder = folder;
    StorageSettings storage = config.storage().settings();
    recordLog = opened(Storage.open(storage, watch));
    ledger.opened(recordLog.usage().entries(), recordLog.end());
    ThingsBoardConfig thingsboard = config.thingsboard();
    handleDeviceRenaming = thingsboard.handleDeviceRenaming();
    watchActivity(thingsboard.checkingDeviceActivity());
    devices = knownDevices();
    delivery =
        opened(
            deliver(
                new UplinkSettings(folder, thingsboard),
                access,
                storage.folder(),
                sharedAttributes(thingsboard)));
    Ingest ingest = new Ingest(recordLog, watch, ledger, registry, outlets, delivery, pulse);
    connectors = new Connectors(ingest, southReconnect());
    takeOver(storage, ingest);
    parts.push(connectors::stop);
    opened(router);
    connectors.become(folder);
    parts.push(
        new FolderWatch(
            folder.folder(),
            Duration.ofSeconds(thingsboard.checkConnectorsConfigurationInSeconds()),
            pulse,
            this::reload));
    openStatusSocket(storage.folder());
  }

  /**
   * The user has renamed a device on the platform.
   *
   * @param from what the platform called it until now.
   */
  public void renamed(String from, String to) {
    if (handleDeviceRenaming) {
      devices.renamed(from, to);
    }
  }

  /** The user has deleted a device on the platform. */
  public void deleted(String device) {
    devices.deleted(device);
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
  public void close() {
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

  /** Before anything is connected, since the platform may ask at once. */
  private DeviceBook knownDevices() {
    DeviceBook book =
        new DeviceBook(registry, renamings, new ConnectedDevicesFile(folder.folder()), pulse);
    book.open(configured(folder));
    outlets.configured(names(folder));
    return opened(book);
  }

  private AnnouncementListener sharedAttributes(ThingsBoardConfig config) {
    if (!config.syncDevicesSharedAttributesOnConnect()) {
      return AnnouncementListener.NOBODY;
    }
    SharedAttributes attributes = new SharedAttributes(router, outlets);
    registry.listen(attributes);
    return opened(attributes);
  }

  private static List<ConfiguredConnector> configured(GatewayFolder folder) {
    return folder.connectors().stream()
        .map(each -> new ConfiguredConnector(each.id(), each.name(), each.type()))
        .toList();
  }

  private static List<String> names(GatewayFolder folder) {
    return folder.connectors().stream().map(LoadedConnector::name).toList();
  }

  private DeliveryLoop deliver(
      UplinkSettings settings, Access access, Path data, AnnouncementListener announcements) {
    Uplink uplink = new RenamedUplink(new PlatformUplink(folder, settings, access), renamings);
    DeliveryParts with =
        new DeliveryParts(
            recordLog,
            ledger,
            registry,
            new PutAsideFile(data),
            this::aboutTheGateway,
            announcements);
    DeliveryLoop loop =
        new DeliveryLoop(
            uplink,
            new Downstream(router),
            with,
            DeliverySettings.usual(random),
            pulse,
            (_, _) -> {});
    loop.start();
    return loop;
  }

  private List<io.tidegate.data.DataPoint> aboutTheGateway() {
    return GatewayReport.of(connectors.running().stream().map(r -> r.loaded().name()).toList());
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
    if (changed.config() == null) {
      log.error("the changed configuration is not used; what runs goes on");
      return;
    }
    Logging.configure(changed);
    outlets.configured(names(changed));
    devices.configured(configured(changed));
    connectors.become(changed);
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

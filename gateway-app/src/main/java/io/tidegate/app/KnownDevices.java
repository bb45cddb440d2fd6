package io.tidegate.app;

import io.tidegate.app.rpc.DeviceLifeCycle;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.LoadedConnector;
import io.tidegate.engine.device.ConfiguredConnector;
import io.tidegate.engine.device.DeviceBook;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.device.Renamings;
import io.tidegate.engine.downlink.Outlets;
import io.tidegate.engine.time.Pulse;
import java.util.List;

/** The devices known from before, and what users do to them on the platform. */
final class KnownDevices implements AutoCloseable {

  private final Outlets outlets;
  private final Renamings renamings = new Renamings();
  private final DeviceBook book;

  /** Reads them before anything is connected, since the platform may ask for them at once. */
  KnownDevices(DeviceRegistry registry, Outlets outlets, GatewayFolder folder, Pulse pulse) {
    this.outlets = outlets;
    this.book =
        new DeviceBook(registry, renamings, new ConnectedDevicesFile(folder.folder()), pulse);
    book.open(configured(folder));
    outlets.configured(names(folder));
  }

  Renamings renamings() {
    return renamings;
  }

  /** The connectors have changed, or are about to. */
  void become(GatewayFolder folder) {
    outlets.configured(names(folder));
    book.configured(configured(folder));
  }

  /**
   * Where the platform tells what users did.
   *
   * @param renames whether another name on the platform is followed.
   */
  DeviceLifeCycle lifeCycle(boolean renames) {
    return new DeviceLifeCycle() {
      @Override
      public void renamed(String from, String to) {
        if (renames) {
          book.renamed(from, to);
        }
      }

      @Override
      public void deleted(String device) {
        String own = renamings.own(device);
        book.deleted(device);
        outlets.forget(own);
      }
    };
  }

  @Override
  public void close() {
    book.close();
  }

  private static List<ConfiguredConnector> configured(GatewayFolder folder) {
    return folder.connectors().stream()
        .map(each -> new ConfiguredConnector(each.id(), each.name(), each.type()))
        .toList();
  }

  private static List<String> names(GatewayFolder folder) {
    return folder.connectors().stream().map(LoadedConnector::name).toList();
  }
}

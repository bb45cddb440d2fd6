package io.tidegate.app;

import io.tidegate.config.gateway.Access;
import io.tidegate.config.gateway.ConfigFolder;
import io.tidegate.config.gateway.GatewayFolder;
import io.tidegate.config.gateway.ProvisioningConfig;
import io.tidegate.config.gateway.SecurityConfig;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.thingsboard.Provisioning;
import io.tidegate.thingsboard.ThingsBoardUplink;
import io.tidegate.thingsboard.Traffic;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.DownlinkHandler;
import io.tidegate.uplink.Uplink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The way to ThingsBoard, provisioned first where there are no credentials yet. Provisioning is
 * part of connecting, so it is retried as a connection is, and the devices do not wait for it.
 */
final class PlatformUplink implements Uplink {

  private final GatewayFolder folder;
  private final UplinkSettings settings;
  private final Access access;
  private volatile @Nullable ThingsBoardUplink uplink;

  PlatformUplink(GatewayFolder folder, UplinkSettings settings, Access access) {
    this.folder = folder;
    this.settings = settings;
    this.access = access;
    this.uplink =
        access instanceof Access.Credentials(SecurityConfig security)
            ? new ThingsBoardUplink(settings.with(security))
            : null;
  }

  @Override
  public String name() {
    return "ThingsBoard " + settings.servers().getFirst();
  }

  @Override
  public Delivery open(DownlinkHandler downlinks) throws IOException, InterruptedException {
    ThingsBoardUplink ready = uplink;
    if (ready == null) {
      ready = new ThingsBoardUplink(settings.with(provisioned()));
      uplink = ready;
    }
    return ready.open(downlinks);
  }

  /** What has gone to and fro. */
  Traffic traffic() {
    ThingsBoardUplink ready = uplink;
    return ready == null ? new Traffic(0, 0) : ready.traffic();
  }

  private SecurityConfig provisioned() throws IOException, InterruptedException {
    if (access instanceof Access.Provision(ProvisioningConfig provisioning)) {
      new Provisioning(
              settings.servers().getFirst(),
              settings.proxy(),
              settings.provisioningTls(provisioning),
              folder.folder())
          .provision(provisioning);
    }
    GatewayFolder now =
        ConfigFolder.check(
            folder.folder(), ConfigFolderOption.environment(), ConfigFolderOption.connectors());
    if (now.access() instanceof Access.Credentials(SecurityConfig security)) {
      return security;
    }
    throw new ConfigurationException("the credentials that ThingsBoard gave can't be read back");
  }
}

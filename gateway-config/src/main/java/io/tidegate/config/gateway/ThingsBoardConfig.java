package io.tidegate.config.gateway;

import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import io.tidegate.connector.ReportStrategyConfig;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The section {@code thingsboard} of the main configuration file. */
public record ThingsBoardConfig(
    @Doc("Host name or address of the ThingsBoard server; also selects the default rate limits.")
        @Nullable String host,
    @Doc("More servers, tried in their order when the one before can't be reached.") @Default("[]")
        List<HostAddress> hosts,
    @Doc("MQTT port; 8883 means TLS.") @Default("1883") @Range(min = 1, max = 65535) int port,
    @Doc("Credentials; not needed with provisioning.") @Nullable SecurityConfig security,
    @Doc("Lets the gateway ask the platform for credentials at its first start.")
        @Nullable ProvisioningConfig provisioning,
    @Doc("MQTT quality of service. The gateway always uses 1, since 0 is never acknowledged.")
        @Default("1")
        @Range(min = 0, max = 1)
        int qos,
    @Doc("MQTT keep-alive in seconds.")
        @Key("keep_alive")
        @Default("120")
        @Range(min = 1, max = 65535)
        int keepAlive,
    @Doc("Host of an HTTP proxy that understands CONNECT.") @Key("proxy_host")
        @Nullable String proxyHost,
    @Doc("Port of the HTTP proxy.") @Key("proxy_port") @Default("8080") @Range(min = 1, max = 65535)
        int proxyPort,
    @Doc("Allows shell commands from the platform, as the user that the gateway runs as.")
        @Default("false")
        boolean remoteShell,
    @Doc("Allows the platform to restart the machine with `gateway_reboot`.") @Default("false")
        boolean allowReboot,
    @Doc("Allows the platform to change this configuration.")
        @Default("false")
        @NoEffect(value = "is not active yet", unless = "false")
        boolean remoteConfiguration,
    @Doc("Sends with each value the times at which it passed the gateway; costs throughput.")
        @Default("false")
        boolean latencyDebugMode,
    @Doc("Statistics of the gateway and its machine.")
        @Default(
            "{\"enable\":true,\"statsSendPeriodInSeconds\":60,"
                + "\"customStatsSendPeriodInSeconds\":3600}")
        StatisticsConfig statistics,
    @Doc("Devices that are not reported.") @Default("{\"enable\":false}")
        DeviceFilteringConfig deviceFiltering,
    @Doc("What is reported where no connector, device or key says otherwise.")
        @Default("{\"type\":\"ON_RECEIVED\"}")
        ReportStrategyConfig reportStrategy,
    @Doc("Seconds between two cleanups of the cache of last values.")
        @Default("3600")
        @Range(min = 1, max = Integer.MAX_VALUE)
        @NoEffect(value = "has no effect: last values are forgotten in time", unless = "3600")
        int reportStrategyDataCacheCleanupInterval,
    @Doc(
            "Largest message to the platform, in bytes, if it is not the 8196 that it is shipped with;"
                + " in any case at most 80 % of what the platform says it takes.")
        @Default("8196")
        @Range(min = 100, max = Integer.MAX_VALUE)
        int maxPayloadSizeBytes,
    @Doc("Milliseconds that the Python gateway sleeps while its storage is empty.")
        @Default("50")
        @Range(min = 0, max = 60_000)
        @NoEffect(
            value = "has no effect: nothing sleeps, a record waits at most 5 ms for others",
            unless = "50")
        int minPackSendDelayMS,
    @Doc("Meant as the number of records that are worth a message.")
        @Default("500")
        @Range(min = 1, max = 1_000_000)
        @NoEffect(
            value = "has no effect, as in the Python gateway: a message takes what is there",
            unless = "500")
        int minPackSizeToSend,
    @Doc("Seconds between two looks at the connectors' files for changes.")
        @Default("60")
        @Range(min = 1, max = Integer.MAX_VALUE)
        int checkConnectorsConfigurationInSeconds,
    @Doc("Follows the renaming of a device on the platform.") @Default("true")
        boolean handleDeviceRenaming,
    @Doc("Tells the platform of devices that have fallen silent.") @Default("{}")
        DeviceActivityConfig checkingDeviceActivity,
    @Doc("Telemetry messages of the gateway itself.") @Default(RateLimitSetting.TELEMETRY)
        RateLimitSetting rateLimits,
    @Doc("Data points of the gateway itself.") @Default(RateLimitSetting.TELEMETRY_POINTS)
        RateLimitSetting dpRateLimits,
    @Doc("Other messages of the gateway itself.") @Default(RateLimitSetting.MESSAGES)
        RateLimitSetting messagesRateLimits,
    @Doc("Other messages of all devices together.") @Default(RateLimitSetting.MESSAGES)
        RateLimitSetting deviceMessagesRateLimits,
    @Doc("Telemetry messages of all devices together.") @Default(RateLimitSetting.TELEMETRY)
        RateLimitSetting deviceRateLimits,
    @Doc("Data points of all devices together.") @Default(RateLimitSetting.TELEMETRY_POINTS)
        RateLimitSetting deviceDpRateLimits,
    @Doc("Asks for the shared attributes of a device when it connects.") @Default("true")
        boolean syncDevicesSharedAttributesOnConnect,
    @Doc("Opens the local shell of the Python gateway.")
        @Default("false")
        @NoEffect(value = "is not supported: use the command line instead", unless = "false")
        boolean managerEnabled,
    @Doc("When the platform last changed this file.") @Nullable ConfigNode ts)
    implements Checked {

  @Override
  public void check(Problems problems) {
    if (host == null && hosts.isEmpty()) {
      problems.error("host", "is required but missing");
    } else if (host != null) {
      checkHost(host, problems);
    }
    if (remoteShell) {
      problems.warning(
          "remoteShell", "is true: whoever may send RPC to the gateway can run any command here");
    }
    if (qos == 0) {
      problems.warning("qos", "is taken as 1: what is sent with 0 is never acknowledged");
    }
  }

  private static void checkHost(String host, Problems problems) {
    try {
      HostAddress.parse(host);
    } catch (IllegalArgumentException e) {
      problems.error(
          "host", "must be a host name but is \"%s\": %s".formatted(host, e.getMessage()));
    }
  }

  /** All servers in the order of preference, each with its port. */
  public List<HostAddress> servers() {
    HostAddress first = host == null ? null : HostAddress.parse(host);
    return Stream.concat(Stream.ofNullable(first), hosts.stream())
        .map(address -> address.withDefaultPort(port))
        .toList();
  }

  /** Whether the connection is encrypted by default. */
  public boolean tls(SecurityConfig credentials) {
    return port == 8883 || credentials.wantsTls();
  }
}

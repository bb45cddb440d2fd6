package io.tidegate.testkit.thingsboard;

import io.netty.handler.ssl.SslContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the stand-in is set up.
 *
 * @param port 0 for a free one.
 * @param newestVersion 5, or 4 for a platform that knows nothing newer than MQTT 3.1.1.
 * @param tls null for plain TCP; a client certificate is asked for if this says so.
 * @param accounts who is let in at the start.
 * @param provisioning what new devices prove themselves with.
 * @param retention how much is kept of what comes.
 * @param loggedMessages how many messages the log keeps; 0 for none.
 */
public record StandInSettings(
    int port,
    int newestVersion,
    @Nullable SslContext tls,
    List<Account> accounts,
    ProvisioningProfile provisioning,
    Retention retention,
    int loggedMessages) {

  /** The access token of the gateway that the default settings let in. */
  public static final String TOKEN = "stand-in-token";

  /** The name of that gateway. */
  public static final String GATEWAY = "Gateway";

  /** A free port, MQTT 5 without TLS, one gateway, everything kept, 256 messages logged. */
  public static final StandInSettings DEFAULT =
      new StandInSettings(
          0,
          5,
          null,
          List.of(Account.gateway(GATEWAY, TOKEN)),
          new ProvisioningProfile("key", "secret"),
          Retention.EVERYTHING,
          256);

  public StandInSettings {
    accounts = List.copyOf(accounts);
  }

  /**
   * What a device has to know to be let in for the first time.
   *
   * @param key of the device profile.
   * @param secret of the device profile.
   */
  public record ProvisioningProfile(String key, String secret) {}

  /** The same on a port. */
  public StandInSettings onPort(int other) {
    return new StandInSettings(
        other, newestVersion, tls, accounts, provisioning, retention, loggedMessages);
  }

  /** The same with TLS. */
  public StandInSettings withTls(SslContext context) {
    return new StandInSettings(
        port, newestVersion, context, accounts, provisioning, retention, loggedMessages);
  }

  /** The same without MQTT 5. */
  public StandInSettings withoutVersion5() {
    return new StandInSettings(port, 4, tls, accounts, provisioning, retention, loggedMessages);
  }

  /** The same with other accounts. */
  public StandInSettings withAccounts(Account... others) {
    return new StandInSettings(
        port, newestVersion, tls, List.of(others), provisioning, retention, loggedMessages);
  }

  /** The same, keeping less and logging nothing: for many messages. */
  public StandInSettings lean() {
    return new StandInSettings(
        port, newestVersion, tls, accounts, provisioning, Retention.LATEST, 0);
  }

  /** The same with another number of logged messages. */
  public StandInSettings logging(int messages) {
    return new StandInSettings(
        port, newestVersion, tls, accounts, provisioning, retention, messages);
  }
}

package io.tidegate.connector.opcua.config;

import io.tidegate.config.Alias;
import io.tidegate.config.Checked;
import io.tidegate.config.ConfigNode;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.Key;
import io.tidegate.config.NoEffect;
import io.tidegate.config.Problems;
import io.tidegate.config.Range;
import org.jspecify.annotations.Nullable;

/** The {@code server} object. */
public record ServerConfig(
    @Doc("Address of the server; `opc.tcp://` may be left out.") String url,
    @Doc("Milliseconds that the server may take for an answer; less than 100 is taken as 100.")
        @Default("4000")
        @Range(min = 0, max = 3_600_000)
        int timeoutInMillis,
    @Doc(
            "Milliseconds without a request after which the server may forget the session; less than"
                + " 10000 is taken as 10000.")
        @Default("120000")
        @Range(min = 0, max = 86_400_000)
        int sessionTimeoutInMillis,
    @Doc(
            "Milliseconds after which the server is searched again for devices and nodes; what is read"
                + " already goes on meanwhile. Less than 1000 is taken as 1000.")
        @Default("3600000")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int scanPeriodInMillis,
    @Doc(
            "Milliseconds between two polls, where subscriptions are off, and of nodes without a"
                + " `samplingInterval` that the server has no room to monitor; less than 50 is taken as 50.")
        @Default("5000")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int pollPeriodInMillis,
    @Doc("`true`: the server tells what changes. `false`: every node is read again and again.")
        @Default("true")
        boolean enableSubscriptions,
    @Doc("Milliseconds between two publishings of the server; less than 100 is taken as 100.")
        @Alias({"publishingInterval", "publishingIntervalInMillis"})
        @Default("100")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int subCheckPeriodInMillis,
    @Doc("Most values that the server puts into one notification; 0: as many as it likes.")
        @Default("1000")
        @Range(min = 0, max = Integer.MAX_VALUE)
        int subDataMaxBatchSize,
    @Doc(
            "Seconds after which a subscription without news says that it is alive; 0: 5. It is taken"
                + " for dead, and mended, before it has been silent for three of these.")
        @Default("0")
        @Range(min = 0, max = 86_400)
        int subKeepAlivePeriodInSeconds,
    @Doc(
            "Milliseconds between two looks of the server at a value. 0: as often as it can; missing:"
                + " once per publishing.")
        @Range(min = 0, max = Integer.MAX_VALUE)
        @Nullable Integer samplingInterval,
    @Doc("Values of a node that the server keeps while it can't deliver them.")
        @Default("100")
        @Range(min = 1, max = 1_000_000)
        int queueSize,
    @Doc(
            "`true`: after an outage that was too long for the server's queues, or a restart of the"
                + " gateway, time series are read from the server's history, as far as it keeps one.")
        @Default("false")
        boolean backfill,
    @Doc("Most hours that are read from the history: a longer gap is filled at its end only.")
        @Default("24")
        @Range(min = 1, max = 8760)
        int backfillHours,
    @Doc("Logs the nodes that were found.") @Default("false") boolean showMap,
    @Doc(
            "`None`, `Basic128Rsa15`, `Basic256`, `Basic256Sha256`, `Aes128_Sha256_RsaOaep` or"
                + " `Aes256_Sha256_RsaPss`. Missing: `Basic256Sha256` with a certificate, else `None`.")
        @Nullable SecurityPolicy security,
    @Doc("Whether messages are signed only, or encrypted too. Missing: `identity.mode`.")
        @Nullable SecurityMode securityMode,
    @Doc("Application URI of the gateway. With a certificate that has one, that one counts.")
        @Nullable String uri,
    @Doc("Who the gateway is, for the server.") @Default("{}") IdentityConfig identity,
    @Doc("Which servers the gateway trusts; only with a security policy.") @Default("{}")
        TrustConfig trust,
    @Doc(
            "`url`: every endpoint of the server is reached at host and port of `url`, whatever the"
                + " server says, as it needs to be behind NAT. `server`: at the address that the server"
                + " says.")
        @Default("url")
        EndpointAddress endpointAddress,
    @Doc("Time in which the Python gateway gathered notifications.")
        @NoEffect(
            value = "has no effect: what the server publishes together is handled together",
            unless = "200")
        @Nullable ConfigNode subDataMinBatchCreationTimeMs,
    @Doc("Not used by the Python gateway either.")
        @NoEffect(value = "has no effect: the limits of the server are kept", unless = "2000")
        @Nullable ConfigNode subscriptionProcessBatchSize,
    @Doc("Attempts to connect.")
        @NoEffect(value = "has no effect: the gateway tries for ever", unless = "8")
        @Nullable ConfigNode reconnectRetriesCount,
    @Doc("Pause between attempts to connect.")
        @NoEffect(value = "has no effect: the gateway tries every few seconds", unless = "1")
        @Nullable ConfigNode reconnectBackoffInitialDelay,
    @Doc("Growth of the pause between attempts to connect.")
        @NoEffect(value = "has no effect: the gateway tries every few seconds", unless = "2")
        @Nullable ConfigNode reconnectBackoffFactor,
    @Doc("Not used: the name in `tb_gateway.json` counts.") @Nullable ConfigNode name)
    implements Checked {

  /** The least publishing interval, as in the Python gateway. */
  private static final int FASTEST_MILLIS = 100;

  /** Where the server has endpoints that the gateway can't reach under their own addresses. */
  public enum EndpointAddress {
    URL,
    SERVER
  }

  private static final int SHORTEST_TIMEOUT_MILLIS = 100;

  private static final int SHORTEST_SESSION_MILLIS = 10_000;

  private static final int SHORTEST_SCAN_MILLIS = 1000;

  private static final int SHORTEST_POLL_MILLIS = 50;

  /** The security policies, as users write them. */
  public enum SecurityPolicy {
    @Key("None")
    NONE,
    @Key("Basic128Rsa15")
    BASIC128RSA15,
    @Key("Basic256")
    BASIC256,
    @Key("Basic256Sha256")
    BASIC256SHA256,
    @Key("Aes128_Sha256_RsaOaep")
    AES128_SHA256_RSAOAEP,
    @Key("Aes256_Sha256_RsaPss")
    AES256_SHA256_RSAPSS
  }

  /** What is done to messages. */
  public enum SecurityMode {
    @Key("None")
    NONE,
    @Key("Sign")
    SIGN,
    @Key("SignAndEncrypt")
    SIGN_AND_ENCRYPT
  }

  @Override
  public void check(Problems problems) {
    if (url.isBlank()) {
      problems.error("url", "must not be blank");
    }
    if (isLeftBehind()) {
      problems.warning(
          "security",
          "is not used, as in the Python gateway, whose form fills it in: the connection has no"
              + " security. Set securityMode to use it");
      return;
    }
    if (security != null && security != SecurityPolicy.NONE && !identity.usesCertificate()) {
      problems.warning(
          "security",
          "is used; the Python gateway connects without any unless identity has a certificate");
    }
    if (security == SecurityPolicy.BASIC128RSA15 || security == SecurityPolicy.BASIC256) {
      problems.warning("security", "is broken and no longer recommended by the OPC Foundation");
    }
  }

  /** The address with its scheme. */
  public String address() {
    String trimmed = url.strip();
    return trimmed.contains("opc.tcp") ? trimmed : "opc.tcp://" + trimmed;
  }

  /** Whether and how messages are protected. */
  public SecurityPolicy policy() {
    if (isLeftBehind()) {
      return SecurityPolicy.NONE;
    }
    if (security != null) {
      return security;
    }
    return identity.usesCertificate() ? SecurityPolicy.BASIC256SHA256 : SecurityPolicy.NONE;
  }

  /**
   * Basic128Rsa15 is what forms and samples are filled with; without a certificate the Python
   * gateway passes over it, and installations rely on that.
   */
  private boolean isLeftBehind() {
    return security == SecurityPolicy.BASIC128RSA15
        && securityMode == null
        && !identity.usesCertificate();
  }

  /** What is done to messages under the policy. */
  public SecurityMode mode() {
    if (policy() == SecurityPolicy.NONE) {
      return SecurityMode.NONE;
    }
    return securityMode == null ? identity.mode() : securityMode;
  }

  @Override
  public int timeoutInMillis() {
    return Math.max(SHORTEST_TIMEOUT_MILLIS, timeoutInMillis);
  }

  @Override
  public int sessionTimeoutInMillis() {
    return Math.max(SHORTEST_SESSION_MILLIS, sessionTimeoutInMillis);
  }

  @Override
  public int scanPeriodInMillis() {
    return Math.max(SHORTEST_SCAN_MILLIS, scanPeriodInMillis);
  }

  @Override
  public int pollPeriodInMillis() {
    return Math.max(SHORTEST_POLL_MILLIS, pollPeriodInMillis);
  }

  /** Milliseconds between two publishings. */
  public int publishingInterval() {
    return Math.max(FASTEST_MILLIS, subCheckPeriodInMillis);
  }
}

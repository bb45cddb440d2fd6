package io.tidegate.connector.opcua.secure;

import java.io.IOException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;

/**
 * All that a client needs to connect to a server that is trusted; made anew for each attempt, since
 * server, certificates and trust change.
 */
public final class PreparedConnection {

  private final OpcUaClientConfigBuilder settings;
  private final ConnectFailures failures;

  PreparedConnection(OpcUaClientConfigBuilder settings, ConnectFailures failures) {
    this.settings = settings;
    this.failures = failures;
  }

  /** Endpoint, certificates, user and time limits are set; what else is needed may be added. */
  public OpcUaClientConfigBuilder settings() {
    return settings;
  }

  /** Whether a user who has an account was refused, which locks it when it happens often. */
  public boolean isRefusalOfAccount(Throwable failure) {
    return failures.isOfAccount(failure);
  }

  /** Why a client with these settings could not connect, in words that a person can act on. */
  public IOException explained(Throwable failure) {
    return failures.explained(failure);
  }
}

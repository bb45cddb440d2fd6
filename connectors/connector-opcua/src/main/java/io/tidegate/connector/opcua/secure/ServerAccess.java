package io.tidegate.connector.opcua.secure;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.RefusedException;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.config.ServerConfig.SecurityPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/**
 * The way from the configuration of a server to a client that is connected: which endpoint, secured
 * how, as whom, and whether the server is the one that is meant. Nothing of certificates is touched
 * where no security is asked for.
 */
public final class ServerAccess {

  private final ServerSettings server;
  private final Warnings warnings = new Warnings();
  private final Users users;
  private final PkiFolder pki;
  private final ServerTrust trust;
  private final GatewayIdentity gateway;

  /**
   * Touches nothing yet.
   *
   * @param folder what {@code trust.folder} is relative to: the one of the configuration.
   */
  public ServerAccess(ServerConfig server, Path folder) {
    this(ServerSettings.of(server), folder);
  }

  /** The same, where no file says how. */
  public ServerAccess(ServerSettings server, Path folder) {
    this.server = server;
    Clock clock = Clock.systemUTC();
    this.users = new Users(server.identity(), server.names(), warnings);
    this.pki = new PkiFolder(folder.resolve(server.trust().folder()).toAbsolutePath().normalize());
    String anchor = server.identity().pathToCACert();
    this.trust =
        new ServerTrust(
            server.trust(),
            server.names(),
            pki,
            Users.isGiven(anchor) ? Path.of(Objects.requireNonNull(anchor)) : null,
            clock,
            warnings);
    this.gateway = new GatewayIdentity(server, pki, clock, warnings);
  }

  /** The certificates of this gateway. */
  public PkiFolder pki() {
    return pki;
  }

  /**
   * A client that is connected, with a session.
   *
   * @throws IOException if the server can't be reached, or refuses, or is not trusted; the message
   *     says what can be done, and another attempt is worth while.
   * @throws ConfigurationException if a file of the configuration can't be used.
   */
  public OpcUaClient connect() throws IOException, InterruptedException {
    PreparedConnection prepared = prepare();
    OpcUaClient client;
    try {
      client = OpcUaClient.create(prepared.settings().build(), this::timeLimits);
    } catch (UaException e) {
      throw prepared.explained(e);
    }
    boolean connected = false;
    try {
      // Connecting is several requests, each of which has its time.
      client.connectAsync().get(patienceMillis(), TimeUnit.MILLISECONDS);
      connected = true;
      return client;
    } catch (ExecutionException | TimeoutException e) {
      throw prepared.explained(e);
    } finally {
      if (!connected) {
        var _ = client.disconnectAsync();
      }
    }
  }

  /**
   * Asks the server what it offers, chooses, and checks whether it is trusted.
   *
   * @throws IOException if the server can't be reached, offers nothing that fits, or is not
   *     trusted; the message says what can be done, and another attempt is worth while.
   * @throws ConfigurationException if a file of the configuration can't be used.
   */
  public PreparedConnection prepare() throws IOException, InterruptedException {
    EndpointDescription endpoint = new EndpointChoice(server, users.type()).of(endpoints());
    OpcUaClientConfigBuilder builder =
        OpcUaClientConfig.builder()
            .setApplicationName(LocalizedText.english("Tidegate"))
            .setProductUri("urn:tidegate")
            .setEndpoint(endpoint)
            .setRequestTimeout(uint(server.timeoutMillis()))
            .setSessionTimeout(uint(server.sessionTimeoutMillis()))
            .setIdentityProvider(users.at(endpoint));
    String shown =
        server.policy() == SecurityPolicy.NONE ? unsecured(builder) : secured(builder, endpoint);
    return new PreparedConnection(builder, new ConnectFailures(server.address(), users, shown));
  }

  private String unsecured(OpcUaClientConfigBuilder builder) {
    builder.setApplicationUri(gateway.applicationUri());
    return "none is shown without security";
  }

  /** Checks the server before anything secret is made or sent. */
  private String secured(OpcUaClientConfigBuilder builder, EndpointDescription endpoint)
      throws RefusedException {
    PssProvider.loadFor(endpoint.getSecurityPolicyUri());
    List<X509Certificate> chain = CertificateChain.of(endpoint, server.address());
    trust.check(
        new Claim(
            server.address(),
            chain,
            endpoint.getServer().getApplicationUri(),
            EndpointUtil.getHost(endpoint.getEndpointUrl())));
    builder.setCertificateValidator(new MiloValidator(trust, server.address()));
    return gateway.showWith(builder);
  }

  /**
   * What the server offers, as it says it.
   *
   * @throws IOException if it can't be asked.
   */
  public List<EndpointDescription> endpoints() throws IOException, InterruptedException {
    ConnectFailures failures = new ConnectFailures(server.address(), users, "none is shown");
    return new Discovery(server.address(), this::timeLimits, patienceMillis()).endpoints(failures);
  }

  private void timeLimits(OpcTcpClientTransportConfigBuilder transport) {
    transport
        .setConnectTimeout(uint(server.timeoutMillis()))
        .setAcknowledgeTimeout(uint(server.timeoutMillis()));
  }

  private long patienceMillis() {
    return 4L * server.timeoutMillis();
  }
}

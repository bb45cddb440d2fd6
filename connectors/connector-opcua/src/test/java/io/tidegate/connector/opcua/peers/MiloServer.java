package io.tidegate.connector.opcua.peers;

import io.tidegate.testkit.faults.Ports;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.core.AccessLevel;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.ManagedNamespaceWithLifecycle;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.items.DataItem;
import org.eclipse.milo.opcua.sdk.server.items.MonitoredItem;
import org.eclipse.milo.opcua.sdk.server.nodes.UaFolderNode;
import org.eclipse.milo.opcua.sdk.server.nodes.UaVariableNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * Milo's server with one variable, {@code Plant/Pump1/Temperature}, without security; lets anybody
 * in, and users whose password is their name.
 */
public final class MiloServer implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final int port = Ports.free();
  private final OpcUaServer server;
  private final Plant plant;

  private MiloServer() throws IOException {
    EndpointConfig endpoint =
        EndpointConfig.newBuilder()
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .setBindAddress("127.0.0.1")
            .setBindPort(port)
            .setHostname("127.0.0.1")
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None)
            .addTokenPolicies(
                OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS,
                new UserTokenPolicy(
                    "name", UserTokenType.UserName, null, null, SecurityPolicy.None.getUri()))
            .build();
    OpcUaServerConfig config =
        OpcUaServerConfig.builder()
            .setApplicationUri("urn:tidegate:test:milo")
            .setProductUri("urn:tidegate:test")
            .setApplicationName(LocalizedText.english("Milo"))
            .setBuildInfo(new BuildInfo("", "", "Milo", "", "", null))
            .setEndpoints(Set.of(endpoint))
            .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
            .setIdentityValidator(
                new CompositeValidator(
                    AnonymousIdentityValidator.INSTANCE,
                    new UsernameIdentityValidator(
                        user -> user.getUsername().equals(user.getPassword()))))
            .build();
    this.server =
        new OpcUaServer(
            config,
            _ -> new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
    this.plant = new Plant(server);
    plant.startup();
    try {
      OpcUaServer _ = server.startup().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      throw new IOException("Milo's server does not start", e);
    }
  }

  /** One at a free port. */
  public static MiloServer start() throws IOException {
    return new MiloServer();
  }

  /** The TCP port of 127.0.0.1 that it listens at. */
  public int port() {
    return port;
  }

  /** Where clients find it. */
  public String url() {
    return "opc.tcp://127.0.0.1:" + port;
  }

  /** The variable's value. */
  public double get() {
    return plant.get();
  }

  /** Gives the variable a value; every subscription gets every value. */
  public void set(double value) {
    plant.set(value);
  }

  /** Forgets all sessions; their subscriptions stay, for another session to take them over. */
  public void forgetSessions() {
    for (Session session : server.getSessionManager().getAllSessions()) {
      server.getSessionManager().killSession(session.getSessionId(), false);
    }
  }

  /** The subscriptions that there are. */
  public Set<UInteger> subscriptions() {
    return Set.copyOf(server.getSubscriptions().keySet());
  }

  /** How many messages were asked for again. */
  public long republished() {
    return server.getSubscriptions().values().stream()
        .mapToLong(each -> each.getSubscriptionDiagnostics().getRepublishMessageCount().longValue())
        .sum();
  }

  @Override
  public void close() {
    plant.shutdown();
    try {
      OpcUaServer _ = server.shutdown().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Hands values on at once instead of looking at them now and then, as Milo's own model does. */
  private static final class Plant extends ManagedNamespaceWithLifecycle {

    private final List<DataItem> items = new CopyOnWriteArrayList<>();
    private final UaVariableNode temperature;

    Plant(OpcUaServer server) {
      super(server, "urn:tidegate:plant");
      UaFolderNode plant = folder("Plant");
      plant.addReference(
          new org.eclipse.milo.opcua.sdk.core.Reference(
              plant.getNodeId(),
              NodeIds.Organizes,
              NodeIds.ObjectsFolder.expanded(),
              org.eclipse.milo.opcua.sdk.core.Reference.Direction.INVERSE));
      UaFolderNode pump = folder("Plant/Pump1");
      plant.addOrganizes(pump);
      temperature =
          new UaVariableNode.UaVariableNodeBuilder(getNodeContext())
              .setNodeId(newNodeId("Plant/Pump1/Temperature"))
              .setBrowseName(newQualifiedName("Temperature"))
              .setDisplayName(LocalizedText.english("Temperature"))
              .setDataType(NodeIds.Double)
              .setTypeDefinition(NodeIds.BaseDataVariableType)
              .setAccessLevel(AccessLevel.READ_WRITE)
              .setUserAccessLevel(AccessLevel.READ_WRITE)
              .setMinimumSamplingInterval(0.0)
              .build();
      temperature.setValue(new DataValue(new Variant(0.0)));
      getNodeManager().addNode(temperature);
      pump.addOrganizes(temperature);
    }

    private UaFolderNode folder(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      UaFolderNode folder =
          new UaFolderNode(
              getNodeContext(),
              newNodeId(path),
              newQualifiedName(name),
              LocalizedText.english(name));
      getNodeManager().addNode(folder);
      return folder;
    }

    double get() {
      return (double) Objects.requireNonNull(temperature.getValue().value().value());
    }

    void set(double value) {
      DataValue next = new DataValue(new Variant(value));
      synchronized (this) {
        temperature.setValue(next);
        items.forEach(item -> item.setValue(next));
      }
    }

    @Override
    public void onDataItemsCreated(List<DataItem> created) {
      synchronized (this) {
        created.forEach(item -> item.setValue(temperature.getValue()));
        items.addAll(created);
      }
    }

    @Override
    public void onDataItemsModified(List<DataItem> modified) {
      // Nothing depends on how.
    }

    @Override
    public void onDataItemsDeleted(List<DataItem> deleted) {
      items.removeAll(deleted);
    }

    @Override
    public void onMonitoringModeChanged(List<MonitoredItem> changed) {
      // All report.
    }
  }
}

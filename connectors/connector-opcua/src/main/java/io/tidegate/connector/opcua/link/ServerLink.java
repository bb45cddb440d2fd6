package io.tidegate.connector.opcua.link;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.netty.channel.Channel;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.typetree.DataTypeManagerFactory;
import org.eclipse.milo.opcua.sdk.client.typetree.DataTypeTreeFactory;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;

/**
 * A connection to a server that the client library re-establishes by itself: it activates the
 * session again, or makes a new one if the server has forgotten it.
 */
public final class ServerLink implements Closeable {

  private static final Duration GOODBYE = Duration.ofSeconds(3);

  private final OpcUaClient client;
  private final QuickScheduler scheduler;
  private final Reachability reachability;
  private final Services services;
  private final SubscriptionServices subscriptions;

  private ServerLink(OpcUaClientConfig config, Duration timeout, Duration grace)
      throws UaException {
    this.scheduler = new QuickScheduler();
    this.reachability = new Reachability(grace);
    // Holds nothing that would have to be ended.
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("opcua-", 0).factory());
    OpcTcpClientTransportConfig transport =
        OpcTcpClientTransportConfig.newBuilder()
            .setConnectTimeout(uint(timeout.toMillis()))
            .setAcknowledgeTimeout(uint(timeout.toMillis()))
            .setExecutor(executor)
            .setScheduledExecutor(scheduler)
            .build();
    this.client =
        new OpcUaClient(
            config,
            new WatchedTransport(
                transport, () -> reachability.close("the server refuses the user")));
    // The whole tree of a server is megabytes; few of its types are ever met.
    client.setDataTypeTreeFactory(DataTypeTreeFactory.lazy());
    client.setDynamicDataTypeManagerFactory(DataTypeManagerFactory.lazy());
    client.addSessionActivityListener(reachability.listener());
    Requests requests = new Requests(client, reachability, timeout);
    this.services = new Services(requests);
    this.subscriptions = new SubscriptionServices(requests, services);
  }

  /**
   * Connects.
   *
   * @param config who connects, to which endpoint, and how.
   * @param timeout for one request.
   * @param grace how long an outage may last without ending this link.
   */
  public static ServerLink connect(OpcUaClientConfig config, Duration timeout, Duration grace)
      throws IOException, InterruptedException {
    ServerLink link;
    try {
      link = new ServerLink(config, timeout, grace);
    } catch (UaException e) {
      throw Requests.fault("connect", e);
    }
    boolean ready = false;
    try {
      link.connect(timeout);
      ready = true;
      return link;
    } finally {
      if (!ready) {
        link.close();
      }
    }
  }

  /** Connecting is several requests: a channel, a session, an identity. */
  private void connect(Duration timeout) throws IOException, InterruptedException {
    try {
      client.connectAsync().get(4 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw Requests.fault("connect", e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("can't be reached within " + 4 * timeout.toMillis() + " ms", e);
    }
    reachability.await();
    services.learnLimits();
  }

  /** Whether the server can be reached. */
  public Reachability reachability() {
    return reachability;
  }

  /** Reading, writing, browsing, calling. */
  public Services services() {
    return services;
  }

  /** Subscribing. */
  public SubscriptionServices subscriptions() {
    return subscriptions;
  }

  /** For what belongs to types of the server. */
  public OpcUaClient client() {
    return client;
  }

  /** Ends a connection that is silent; the library makes another one. */
  public void reconnect() {
    if (client.getTransport() instanceof OpcTcpClientTransport transport) {
      Channel channel = transport.getChannelFsm().getChannel().getNow(null);
      if (channel != null) {
        var _ = channel.close();
      }
    }
  }

  /** Says good-bye, as long as the server takes that in. */
  @Override
  public void close() {
    reachability.close("the session is closed");
    try {
      client.disconnectAsync().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It is away: then there is nobody to say it to.
    }
    var _ = client.getTransport().disconnect();
    scheduler.shutdownNow();
  }
}

package io.tidegate.connector.opcua.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices.Created;
import io.tidegate.connector.opcua.peers.MiloServer;
import io.tidegate.connector.opcua.plan.Told;
import io.tidegate.connector.opcua.value.ValueConverter;
import io.tidegate.testkit.CapturingSink;
import java.time.Duration;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The order in which answers of one connection are handled need not be that of the server. */
class InboundTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CapturingSink sink = new CapturingSink();
  private final ServerSubscription subscription =
      new ServerSubscription(new Created(uint(4711), Duration.ofSeconds(5)));
  private MiloServer server;
  private ServerLink link;
  private Inbound inbound;

  @BeforeEach
  void connect() throws Exception {
    server = MiloServer.start();
    OpcUaClientConfig config =
        OpcUaClientConfig.builder()
            .setEndpoint(DiscoveryClient.getEndpoints(server.url()).get().getFirst())
            .build();
    link = ServerLink.connect(config, PATIENCE, PATIENCE);
    Harvest harvest = new Harvest(new ValueConverter(_ -> null), sink);
    Told told = new Told(server.url());
    inbound =
        new Inbound(
            link.subscriptions(),
            new Notifications(
                link.client().getStaticEncodingContext(), new Handles(), harvest, told),
            harvest,
            new History(link, harvest, told, Watermark.inMemory(), Duration.ZERO));
  }

  @AfterEach
  void close() {
    link.close();
    server.close();
  }

  /** The server does not know the subscription: it would say so if it were asked for a message. */
  private void assertNothingIsAskedFor() throws InterruptedException {
    inbound.flush();
    assertThat(inbound.broken()).isEmpty();
    assertThat(sink.rejections()).isEmpty();
  }

  @Test
  void aKeepAliveAfterTheMessageThatItAnnouncesChangesNothing() throws Exception {
    inbound.take(subscription, message(1));
    inbound.take(subscription, keepAlive(2));
    inbound.take(subscription, message(2));
    inbound.take(subscription, keepAlive(2));
    inbound.take(subscription, message(3));
    assertThat(subscription.lastSequence()).isEqualTo(3);
    assertNothingIsAskedFor();
  }

  @Test
  void whatAKeepAliveShowsToBeMissingIsAskedFor() throws Exception {
    inbound.take(subscription, message(1));
    inbound.take(subscription, keepAlive(3));
    assertThat(inbound.broken()).containsExactly(subscription);
  }

  private NotificationMessage message(int number) {
    ExtensionObject nothing =
        ExtensionObject.encode(
            link.client().getStaticEncodingContext(), new DataChangeNotification(null, null));
    return new NotificationMessage(uint(number), DateTime.now(), new ExtensionObject[] {nothing});
  }

  private static NotificationMessage keepAlive(int next) {
    return new NotificationMessage(uint(next), DateTime.now(), null);
  }
}

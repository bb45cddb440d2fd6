package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.MqttServer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for ThingsBoard. It keeps what it has accepted across {@link #goDown} and {@link
 * #comeBack}, as the platform's database does.
 */
public final class ThingsBoardStandIn implements Closeable {

  private final Platform platform;
  private final MqttServer server;
  private final Downward downward;

  /** Listens on a free port and lets one gateway in: {@link StandInSettings#DEFAULT}. */
  public ThingsBoardStandIn() throws IOException {
    this(StandInSettings.DEFAULT);
  }

  /** Listens. */
  public ThingsBoardStandIn(StandInSettings settings) throws IOException {
    platform = new Platform(settings);
    downward = new Downward(platform);
    // The largest payload is checked by the sessions, since it can be changed.
    server =
        new MqttServer(
            new MqttServer.Settings(
                settings.port(),
                MqttServer.Settings.DEFAULT.maxPacketSize(),
                settings.newestVersion(),
                settings.tls()),
            new PlatformService(platform));
    server.listen();
  }

  public int port() {
    return server.port();
  }

  /** Who is let in. */
  public Accounts accounts() {
    return platform.accounts;
  }

  /** What it is told to do. */
  public Behaviour behaviour() {
    return platform.behaviour;
  }

  /** What it has accepted. */
  public ReceivedData received() {
    return platform.received;
  }

  public Counters counters() {
    return platform.counters;
  }

  /** The last messages, accepted or not. */
  public MessageLog log() {
    return platform.log;
  }

  /** Tells someone of all that is accepted from now on. */
  public void listen(StandInListener listener) {
    platform.listeners.add(listener);
  }

  /** The clients that are let in now. */
  public int connectedClients() {
    return platform.sessions.size();
  }

  /**
   * What the clients that are let in have subscribed to, with the QoS, such as {@code
   * v1/gateway/rpc 1}; those of each in their order.
   */
  public List<String> subscriptions() {
    return platform.sessions.stream().flatMap(each -> each.subscriptions().stream()).toList();
  }

  /** The TCP connections that are open, whether their clients were let in or not. */
  public int openConnections() {
    return server.connections();
  }

  /** Closes all connections and listens no more. */
  public void goDown() {
    server.stopListening();
    server.cutAll();
  }

  /** Listens again, on the same port. */
  public void comeBack() throws IOException {
    server.listen();
  }

  /** Closes all connections; clients may come back at once. */
  public void cutConnections() {
    server.cutAll();
  }

  /** Neither reads from nor answers the clients that are connected, and leaves them open. */
  public void freeze() {
    server.freezeAll();
  }

  /** Reads again. */
  public void thaw() {
    server.thawAll();
  }

  /** Sets shared attributes of a device, and tells its client if it is connected. */
  public void setShared(String device, Map<String, ?> attributes) {
    downward.setShared(device, attributes);
  }

  /** Deletes shared attributes of a device, and tells its client if it is connected. */
  public void deleteShared(String device, String... names) {
    downward.deleteShared(device, List.of(names));
  }

  /**
   * Calls a method of a device, or of the gateway by its name, and returns the number of the call.
   * The request is lost if the device is not connected.
   *
   * @param params anything that becomes JSON.
   */
  public int call(String device, String method, @Nullable Object params) {
    return downward.call(device, method, params);
  }

  /** The JSON text of a reply, or a failure if none comes in time. */
  public String awaitReply(int call, Duration patience) throws InterruptedException {
    return platform.calls.await(call, patience).body();
  }

  /** The replies that came to a call so far; more than one is a fault of the client. */
  public List<RpcReply> replies(int call) {
    return platform.calls.replies(call);
  }

  /** The claims of devices that were accepted, oldest first. */
  public List<Claim> claims() {
    return List.copyOf(platform.claims);
  }

  /** Sends anything to all clients that have subscribed to the topic. */
  public void send(String topic, byte[] payload) {
    downward.send(topic, payload);
  }

  /** Ends the session of a device behind a gateway, as the platform does over a rate limit. */
  public void disconnectDevice(String device, int reason) {
    downward.disconnect(device, reason);
  }

  @Override
  public void close() {
    server.close();
  }
}

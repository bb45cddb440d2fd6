package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.MqttServer;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in for ThingsBoard. It keeps what it has accepted across {@link #goDown} and {@link
 * #comeBack}, as the platform's database does.
 */
public final class ThingsBoardStandIn implements Closeable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Platform platform;
  private final MqttServer server;

  /** Listens on a free port and lets one gateway in: {@link StandInSettings#DEFAULT}. */
  public ThingsBoardStandIn() throws IOException {
    this(StandInSettings.DEFAULT);
  }

  /** Listens. */
  public ThingsBoardStandIn(StandInSettings settings) throws IOException {
    platform = new Platform(settings);
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
    var known = platform.shared.computeIfAbsent(device, d -> new ConcurrentHashMap<>());
    attributes.forEach((key, value) -> known.put(key, JSON.valueToTree(value)));
    push(
        device,
        Topics.OWN_ATTRIBUTES,
        attributes,
        Topics.GATEWAY_ATTRIBUTES,
        Map.of("device", device, "data", attributes));
  }

  /** Calls a method of a device, and returns the number that its reply will carry. */
  public int call(String device, String method, Object params) {
    int id = platform.calls.next();
    push(
        device,
        Topics.OWN_RPC_REQUEST + id,
        Map.of("method", method, "params", params),
        Topics.GATEWAY_RPC,
        Map.of("device", device, "data", Map.of("id", id, "method", method, "params", params)));
    return id;
  }

  /** The JSON text of a reply, or a failure if none comes in time. */
  public String awaitReply(int call, Duration patience) throws InterruptedException {
    return platform.calls.await(call, patience);
  }

  /** Ends the session of a device behind a gateway, as the platform does over a rate limit. */
  public void disconnectDevice(String device, int reason) {
    byte[] payload = JSON.writeValueAsBytes(Map.of("device", device, "reason", reason));
    sessionOf(device).ifPresent(session -> session.pushDisconnect(payload));
  }

  private void push(
      String device, String ownTopic, Object ownPayload, String topic, Object payload) {
    for (PlatformSession session : platform.sessions) {
      if (session.account().name().equals(device)) {
        session.push(ownTopic, JSON.writeValueAsBytes(ownPayload));
      }
    }
    sessionOf(device).ifPresent(session -> session.push(topic, JSON.writeValueAsBytes(payload)));
  }

  private Optional<PlatformSession> sessionOf(String device) {
    return platform.received.find(device).flatMap(ReceivedDevice::session);
  }

  @Override
  public void close() {
    server.close();
  }
}

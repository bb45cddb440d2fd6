package io.tidegate.testkit.thingsboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What goes from the platform to its devices. */
final class Downward {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Platform platform;

  Downward(Platform platform) {
    this.platform = platform;
  }

  void setShared(String device, Map<String, ?> attributes) {
    platform.shared.set(device, attributes);
    tellAttributes(device, attributes);
  }

  void deleteShared(String device, List<String> names) {
    platform.shared.delete(device, names);
    tellAttributes(device, Map.of("deleted", names));
  }

  private void tellAttributes(String device, Map<String, ?> data) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("device", device);
    message.put("data", data);
    push(device, Topics.OWN_ATTRIBUTES, data, Topics.GATEWAY_ATTRIBUTES, message);
  }

  int call(String device, String method, @Nullable Object params) {
    int id = platform.calls.next(device);
    Map<String, @Nullable Object> own = new LinkedHashMap<>();
    own.put("method", method);
    own.put("params", params);
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("id", id);
    data.putAll(own);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("device", device);
    message.put("data", data);
    push(device, Topics.OWN_RPC_REQUEST + id, own, Topics.GATEWAY_RPC, message);
    return id;
  }

  void disconnect(String device, int reason) {
    byte[] payload = JSON.writeValueAsBytes(Map.of("device", device, "reason", reason));
    sessionOf(device).ifPresent(session -> session.pushDisconnect(payload));
  }

  void send(String topic, byte[] payload) {
    platform.sessions.forEach(session -> session.push(topic, payload));
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
}

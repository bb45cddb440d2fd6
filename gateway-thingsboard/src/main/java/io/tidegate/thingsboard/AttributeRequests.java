package io.tidegate.thingsboard;

import io.tidegate.connector.AttributeScope;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Attributes that the platform was asked for, over one connection. */
final class AttributeRequests {

  private static final Logger log = LoggerFactory.getLogger(AttributeRequests.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

  /** Of the gateway itself: their numbers are in the topic, so that they can't meet the others. */
  private final Map<Integer, CompletableFuture<JsonNode>> ownPending = new ConcurrentHashMap<>();

  /** Sends a request; may block. */
  @FunctionalInterface
  interface Sending {
    void send(byte[] payload) throws IOException, InterruptedException;
  }

  /** Sends a request whose number is in its topic; may block. */
  @FunctionalInterface
  interface OwnSending {
    void send(int id, byte[] payload) throws IOException, InterruptedException;
  }

  /** Asks for shared attributes of the gateway and waits for the answer; no names mean all. */
  Map<String, Value> askOwn(List<String> names, OwnSending sending)
      throws IOException, InterruptedException {
    int id = lastId.incrementAndGet();
    String keys = String.join(",", names);
    JsonBytes json = new JsonBytes().raw('{');
    if (!names.isEmpty()) {
      json.name("sharedKeys").string(keys);
    }
    byte[] payload = json.raw('}').toArray();
    JsonNode answer = await(ownPending, id, "the gateway itself", () -> sending.send(id, payload));
    Map<String, Value> values = new LinkedHashMap<>();
    putAll(answer.path("shared"), values);
    return values;
  }

  /** {@code v1/devices/me/attributes/response/<id>}. */
  void ownAnswered(String id, byte[] payload) {
    try {
      CompletableFuture<JsonNode> asked = ownPending.get(Integer.parseInt(id));
      if (asked != null) {
        asked.complete(JsonMapper.shared().readTree(payload));
      }
    } catch (JacksonException | NumberFormatException e) {
      log.debug("an answer from the platform can't be understood", e);
    }
  }

  /** Asks and waits for the answer. */
  Map<String, Value> ask(Device device, AttributeScope scope, List<String> names, Sending sending)
      throws IOException, InterruptedException {
    int id = lastId.incrementAndGet();
    byte[] payload = payload(id, device, scope, names);
    return values(await(pending, id, device.name(), () -> sending.send(payload)), names);
  }

  private static JsonNode await(
      Map<Integer, CompletableFuture<JsonNode>> pending, int id, String whose, Asking asking)
      throws IOException, InterruptedException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    try {
      asking.ask();
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "no answer to a request for attributes of " + whose + " within " + PATIENCE, e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      pending.remove(id);
    }
  }

  private interface Asking {
    void ask() throws IOException, InterruptedException;
  }

  /** {@code v1/gateway/attributes/response}. */
  void answered(byte[] payload) {
    try {
      JsonNode answer = JsonMapper.shared().readTree(payload);
      CompletableFuture<JsonNode> asked = pending.get(answer.path("id").asInt(-1));
      if (asked != null) {
        asked.complete(answer);
      }
    } catch (JacksonException e) {
      log.debug("an answer from the platform is no JSON", e);
    }
  }

  /** There will be no answers any more. */
  void ended(IOException cause) {
    pending.values().forEach(asked -> asked.completeExceptionally(cause));
    ownPending.values().forEach(asked -> asked.completeExceptionally(cause));
  }

  private static byte[] payload(int id, Device device, AttributeScope scope, List<String> names) {
    JsonBytes json = new JsonBytes().raw('{').name("keys").raw('[');
    for (int i = 0; i < names.size(); i++) {
      (i == 0 ? json : json.raw(',')).string(names.get(i));
    }
    return json.raw(']')
        .raw(',')
        .name("device")
        .string(device.name())
        .raw(',')
        .name("client")
        .value(new Value.Bool(scope == AttributeScope.CLIENT))
        .raw(',')
        .name("id")
        .number(id)
        .raw('}')
        .toArray();
  }

  /** The platform answers with {@code value} where one key was asked, or with {@code values}. */
  private static Map<String, Value> values(JsonNode answer, List<String> names) {
    Map<String, Value> values = new LinkedHashMap<>();
    JsonNode one = answer.path("value");
    if (!one.isMissingNode() && names.size() == 1) {
      if (!one.isNull()) {
        values.put(names.getFirst(), Values.of(one));
      }
      return values;
    }
    putAll(answer.path("values"), values);
    return values;
  }

  private static void putAll(JsonNode object, Map<String, Value> values) {
    object
        .properties()
        .forEach(each -> {
          if (!each.getValue().isNull()) {
            values.put(each.getKey(), Values.of(each.getValue()));
          }
        });
  }
}

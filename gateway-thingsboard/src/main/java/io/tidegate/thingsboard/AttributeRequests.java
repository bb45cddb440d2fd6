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

/** Attributes of devices that the platform was asked for, over one connection. */
final class AttributeRequests {

  private static final Logger log = LoggerFactory.getLogger(AttributeRequests.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();

  /** Sends a request; may block. */
  @FunctionalInterface
  interface Sending {
    void send(byte[] payload) throws IOException, InterruptedException;
  }

  /** Asks and waits for the answer. */
  Map<String, Value> ask(Device device, AttributeScope scope, List<String> names, Sending sending)
      throws IOException, InterruptedException {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    pending.put(id, answer);
    try {
      sending.send(payload(id, device, scope, names));
      return values(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), names);
    } catch (TimeoutException e) {
      throw new IOException(
          "no answer to a request for attributes of " + device.name() + " within " + PATIENCE, e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      pending.remove(id);
    }
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
    answer
        .path("values")
        .properties()
        .forEach(each -> {
          if (!each.getValue().isNull()) {
            values.put(each.getKey(), Values.of(each.getValue()));
          }
        });
    return values;
  }
}

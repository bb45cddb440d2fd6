package io.tidegate.thingsboard;

import io.tidegate.connector.AttributeScope;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.uplink.Delivery.Outcome;
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

/** Attributes of devices that the platform was asked for, over one connection. */
final class AttributeRequests {

  private static final Logger log = LoggerFactory.getLogger(AttributeRequests.class);

  private final Outbox outbox;
  private final Duration patience;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, Pending> pending = new ConcurrentHashMap<>();

  /** Waits as long as the Python gateway does. */
  AttributeRequests(Outbox outbox) {
    this(outbox, Duration.ofSeconds(20));
  }

  AttributeRequests(Outbox outbox, Duration patience) {
    this.outbox = outbox;
    this.patience = patience;
  }

  /** Asks and waits for the answer. */
  Map<String, Value> ask(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException {
    JsonNode answer = answerTo(device, scope, names);
    if (names.size() > 1 && answer.has("value")) {
      // Some versions of the platform leave out which of several it is, if they have only one.
      Map<String, Value> values = new LinkedHashMap<>();
      for (String name : names) {
        values.putAll(ask(device, scope, List.of(name)));
      }
      return values;
    }
    return values(answer, names);
  }

  /** Asks for shared attributes of the gateway itself; no names mean all. */
  Map<String, Value> askOwn(List<String> names) throws IOException, InterruptedException {
    JsonBytes json = new JsonBytes().raw('{');
    if (!names.isEmpty()) {
      json.name("sharedKeys").string(String.join(",", names));
    }
    byte[] payload = json.raw('}').toArray();
    JsonNode answer =
        answerTo(
            "the gateway itself",
            (id, request) ->
                outbox.publish(
                    MessageClass.OWN_MESSAGES,
                    Topics.OWN_ATTRIBUTES_REQUEST + id,
                    payload,
                    0,
                    request));
    Map<String, Value> values = new LinkedHashMap<>();
    putAll(answer.path("shared"), values);
    return values;
  }

  private JsonNode answerTo(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException {
    return answerTo(
        device.name(),
        (id, request) ->
            outbox.publish(
                MessageClass.DEVICE_MESSAGES,
                Topics.ATTRIBUTES_REQUEST,
                payload(id, device, scope, names),
                0,
                request));
  }

  private interface Asking {
    void ask(int id, Pending request) throws IOException, InterruptedException;
  }

  private JsonNode answerTo(String whose, Asking asking) throws IOException, InterruptedException {
    int id = lastId.incrementAndGet();
    Pending request = new Pending();
    pending.put(id, request);
    try {
      asking.ask(id, request);
      return request.answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "no answer to a request for attributes of "
              + whose
              + " within "
              + patience.toSeconds()
              + " s",
          e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new IOException(cause == null ? e.getMessage() : cause.getMessage(), e);
    } finally {
      pending.remove(id);
    }
  }

  /** {@code v1/gateway/attributes/response}. */
  void answered(byte[] payload) {
    try {
      JsonNode answer = Json.of(payload);
      Pending request = pending.get(answer.path("id").asInt(-1));
      if (request == null) {
        log.debug("an answer that nobody waits for: {}", Json.shown(answer));
      } else {
        request.answer.complete(answer);
      }
    } catch (JacksonException e) {
      log.debug("an answer from the platform is no JSON", e);
    }
  }

  /** {@code v1/devices/me/attributes/response/<id>}. */
  void ownAnswered(String id, byte[] payload) {
    try {
      Pending request = pending.get(Integer.parseInt(id));
      if (request != null) {
        request.answer.complete(Json.of(payload));
      }
    } catch (JacksonException | NumberFormatException e) {
      log.debug("an answer from the platform can't be understood", e);
    }
  }

  /** There will be no answers any more. */
  void ended(IOException cause) {
    pending.values().forEach(request -> request.lose(cause));
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

  /** The platform answers with {@code value} where one was asked for, or with {@code values}. */
  private static Map<String, Value> values(JsonNode answer, List<String> names) {
    Map<String, Value> values = new LinkedHashMap<>();
    if (names.size() == 1 && answer.hasNonNull("value")) {
      values.put(names.getFirst(), Values.of(answer.path("value")));
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

  /** Ends with the answer, or earlier if there can't be one. */
  private static final class Pending implements Outbox.Sender {

    private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();

    @Override
    public void settle(Outcome outcome) {
      switch (outcome) {
        case Outcome.Accepted _ -> {}
        case Outcome.Throttled(String reason) -> lose(refused(reason));
        case Outcome.Refused(String reason) -> lose(refused(reason));
      }
    }

    @Override
    public void lose(IOException cause) {
      answer.completeExceptionally(cause);
    }

    private static IOException refused(String reason) {
      return new IOException("the platform refuses a request for attributes: " + reason);
    }
  }
}

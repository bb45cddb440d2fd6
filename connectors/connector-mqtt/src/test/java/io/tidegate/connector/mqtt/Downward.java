package io.tidegate.connector.mqtt;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Requests from the platform to a running session, as the gateway hands them over. */
final class Downward implements AutoCloseable {

  private final Session session;
  private final Running running;

  private Downward(Session session) {
    this.session = session;
    this.running = Running.of(session);
  }

  /** A session with these request sections, written with single quotes. */
  static Downward start(int port, int version, String requests, UplinkSink sink)
      throws IOException, InterruptedException {
    return start(
        "{'broker':{'host':'127.0.0.1','port':%d,'version':%d},'requestsMapping':{%s}}"
            .formatted(port, version, requests),
        sink);
  }

  static Downward start(String config, UplinkSink sink) throws IOException, InterruptedException {
    return new Downward(Running.open(config, sink));
  }

  static Downward of(Session session) {
    return new Downward(session);
  }

  static Downlink.RpcRequest rpc(String device, long id, String method, Value params) {
    return new Downlink.RpcRequest(new Device(device, "default"), id, method, params, null);
  }

  static Value json(String text) {
    return new Value.Json(text.replace('\'', '"'));
  }

  Session session() {
    return session;
  }

  Running running() {
    return running;
  }

  Reply rpc(String device, String method, String params) throws Exception {
    return ask(rpc(device, 7, method, json(params)));
  }

  Reply connectorRpc(String method, Value params) throws Exception {
    return ask(new Downlink.ConnectorRequest(9, method, params, null));
  }

  Reply update(String device, Map<String, Value> values, String... deleted) throws Exception {
    return ask(
        new Downlink.AttributeUpdate(new Device(device, "default"), values, List.of(deleted)));
  }

  Reply ask(Downlink request) throws Exception {
    return begin(request).get(20, TimeUnit.SECONDS);
  }

  /** Asks on a thread of its own. */
  CompletableFuture<Reply> begin(Downlink request) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                reply.complete(session.handle(request));
              } catch (IOException e) {
                reply.complete(new Reply.Failed(String.valueOf(e.getMessage())));
              } catch (InterruptedException e) {
                reply.complete(new Reply.Expired());
              } catch (RuntimeException e) {
                reply.completeExceptionally(e);
              }
            });
    // As the gateway does when the time limit is over.
    var _ =
        reply.whenComplete((_, failure) -> {
          if (failure instanceof CancellationException) {
            thread.interrupt();
          }
        });
    return reply;
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}

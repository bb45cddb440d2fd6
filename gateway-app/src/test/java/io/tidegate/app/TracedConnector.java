package io.tidegate.app;

import io.tidegate.config.Doc;
import io.tidegate.connector.Connector;
import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Endpoint;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Report;
import io.tidegate.connector.ReportStrategies;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The connector {@code demo} of the traces: it answers as the one there did. */
final class TracedConnector implements Connector<TracedConnector.Config>, Endpoint, Session {

  final List<AttributeUpdate> updates = new CopyOnWriteArrayList<>();
  private final BlockingQueue<UplinkSink> opened = new LinkedBlockingQueue<>();

  record Config(@Doc("Any.") int a) {}

  @Override
  public String type() {
    return "demo";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public List<Endpoint> endpoints(Config config) {
    return List.of(this);
  }

  @Override
  public String name() {
    return "demo://";
  }

  @Override
  public Session open(UplinkSink sink) {
    opened.add(sink);
    return this;
  }

  @Override
  public void run() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Hands a record over, as the connector would on its own. */
  void report(Device device, long timestamp, long receivedAt, DataPoint... points)
      throws InterruptedException {
    UplinkSink sink = opened.take();
    opened.add(sink);
    sink.accept(
        List.of(
            new Report(
                new UplinkRecord(device, timestamp, Arrays.asList(points)),
                ReportStrategies.NONE,
                receivedAt)));
  }

  /** Whether an update of the device that is Dev A to us has come, maybe with others. */
  boolean wasTold(String update) {
    JsonNode data = JsonMapper.shared().readTree(update).path("data");
    return updates.stream()
        .filter(each -> each.device().name().equals("Dev A"))
        .anyMatch(each ->
            data.has("deleted")
                ? each.deleted().contains("sh")
                : new Value.Int(data.path("sh").asLong()).equals(each.values().get("sh")));
  }

  @Override
  public List<String> sharedAttributes(Device device) {
    return List.of("attr1");
  }

  @Override
  public Reply handle(Downlink request) {
    return switch (request) {
      case AttributeUpdate update -> {
        updates.add(update);
        yield new Reply.Done();
      }
      case RpcRequest(var _, var id, var method, var params, var _) -> ofDevice(id, method, params);
      case ConnectorRequest(var _, var method, var _, var _) -> own(method);
    };
  }

  private static Reply ofDevice(long id, String method, Value params) {
    return switch (method) {
      case "echo" ->
          json("{\"id\":%d,\"method\":\"echo\",\"params\":%s}".formatted(id, text(params)));
      case "num" -> new Reply.Answered(new Value.Text("22"));
      case "res" -> json("{\"result\":{\"value\":5}}");
      case "suc" -> new Reply.Done();
      case "sucres" -> json("\"{\\\"value\\\": 5}\"");
      case "err" -> new Reply.Failed("boom \"x\"");
      default -> new Reply.Unsupported();
    };
  }

  private static Reply own(String method) {
    return switch (method) {
      case "hello" -> json("{\"result\":{\"ok\":1}}");
      case "list" -> json("[{\"a\":1}]");
      case "raise" -> {
        LoggerFactory.getLogger("connector.Demo Conn").error("some error");
        throw new IllegalStateException("say \"when\"");
      }
      default -> new Reply.Unsupported();
    };
  }

  private static String text(Value params) {
    return switch (params) {
      case Value.Json(String json) -> json;
      case Value.Text(String text) -> '"' + text + '"';
      case Value.Bool _, Value.Int _, Value.Real _ -> throw new IllegalArgumentException();
    };
  }

  private static Reply json(String json) {
    return new Reply.Answered(new Value.Json(json));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}

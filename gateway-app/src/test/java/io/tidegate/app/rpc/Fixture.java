package io.tidegate.app.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.app.rpc.OwnGateway.RunningConnector;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Reply;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.device.KnownDevice;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.LedgerSnapshot;
import io.tidegate.engine.ledger.Statement;
import io.tidegate.engine.time.SystemPulse;
import io.tidegate.uplink.DownlinkHandler.Answer;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway of the trace: one connector, two devices, three records. */
final class Fixture implements OwnGateway, ConnectorCaller, DeviceLifeCycle, AutoCloseable {

  final List<RunningConnector> connectors = new ArrayList<>();
  final List<String> called = new CopyOnWriteArrayList<>();
  final List<String> lifeCycle = new CopyOnWriteArrayList<>();
  final CountDownLatch restarted = new CountDownLatch(1);

  /** Until then the deletion of a device of the name {@link #SLOW} does not end. */
  final CountDownLatch slow = new CountDownLatch(1);

  static final String SLOW = "slow";

  final SystemPulse pulse = new SystemPulse();

  /** What each connector replies, by its name. */
  Map<String, Reply> replies = Map.of();

  final GatewayRpc rpc;

  Fixture(Path folder, Shell shell, String... reboot) {
    connectors.add(new RunningConnector("Demo Conn", "demo", "id-1"));
    rpc =
        new GatewayRpc(
            this,
            this,
            this,
            new RpcOptions(
                "3.8.3",
                folder.resolve(".credentials"),
                shell == Shell.ON,
                List.of(reboot),
                restarted::countDown),
            pulse);
  }

  /** Whether the remote shell is on. */
  enum Shell {
    ON,
    OFF
  }

  /** The body of the reply as it goes over the wire; there is exactly one. */
  String call(String method, Value params) throws InterruptedException {
    BlockingQueue<Reply> came = new LinkedBlockingQueue<>();
    rpc.call(new GatewayRequest(7, method, params, null), came::add);
    Reply reply = came.poll(20, TimeUnit.SECONDS);
    assertThat(came).isEmpty();
    return wire(reply);
  }

  String call(String method) throws InterruptedException {
    return call(method, new Value.Json("{}"));
  }

  JsonNode json(String method, String params) throws InterruptedException {
    return JsonMapper.shared().readTree(call(method, new Value.Json(params)));
  }

  private static String wire(Reply reply) {
    return switch (reply) {
      case Reply.Done() -> "{\"success\":true}";
      case Reply.Answered(Value.Json(String json)) -> json;
      case Reply.Answered(Value body) -> body.toString();
      case Reply.Failed(String reason) -> "failed: " + reason;
      case Reply.Expired() -> "expired";
      case Reply.Unsupported() -> "{\"error\":\"Method not found\",\"code\":404}";
    };
  }

  @Override
  public List<RunningConnector> connectors() {
    return List.copyOf(connectors);
  }

  @Override
  public List<KnownDevice> devices() {
    return List.of(known("Dev A"), known("Dev B"));
  }

  private static KnownDevice known(String name) {
    return new KnownDevice(new Device(name, "default"), "Demo Conn", true, null);
  }

  @Override
  public LedgerSnapshot ledger() {
    Counts counts = new Counts(3, 0, 0, 0, 0, 3, 2, 0, 0);
    return new LedgerSnapshot(
        counts,
        List.of(
            new Statement("Demo Conn", counts, Map.of(), Map.of(), Map.of(), List.of(), Map.of())));
  }

  @Override
  public void call(String connector, ConnectorRequest request, Answer answer) {
    called.add(connector + " " + request.method() + " " + request.params());
    Reply reply = replies.get(connector);
    if (reply == null) {
      throw new IllegalStateException("a bug");
    }
    answer.reply(reply);
  }

  @Override
  public void renamed(String from, String to) {
    lifeCycle.add(from + " -> " + to);
  }

  @Override
  public void deleted(String device) {
    if (device.equals(SLOW)) {
      awaitSlow();
    }
    lifeCycle.add("no " + device);
  }

  private void awaitSlow() {
    try {
      slow.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    slow.countDown();
    rpc.close();
    pulse.close();
  }
}

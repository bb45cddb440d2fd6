package io.tidegate.app.rpc;

import io.tidegate.app.rpc.OwnGateway.RunningConnector;
import io.tidegate.connector.Reply;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.DownlinkHandler.Answer;
import io.tidegate.uplink.DownlinkHandler.GatewayRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Methods that the platform calls of the gateway. What stands before the first underscore says
 * whose: a type of connectors, or {@code gateway}.
 */
public final class GatewayRpc implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GatewayRpc.class);

  private static final String OWN = "gateway";

  /** The methods that tell of devices being renamed and deleted. */
  private static final String OF_DEVICES = "gateway_device_";

  private static final Reply STOPPING = new Reply.Failed("the gateway is stopping");

  /** Of all calls that are carried out at once, in characters; one that is larger goes alone. */
  private static final int MOST_CHARACTERS = 2_000_000;

  /** What each counts at least, so that there are not more than fifty. */
  private static final int SMALL = MOST_CHARACTERS / 50;

  private static final int LONGEST_NAME = 200;

  private final OwnGateway gateway;
  private final ConnectorRoute connectors;
  private final Map<String, Method> methods = new HashMap<>();
  private final Map<String, Method> shellMethods;
  private final Delayed restart;
  private final Reboot reboot;
  private final @Nullable RemoteShell shell;

  /** One after the other, in the order of the calls: the last name that a device got counts. */
  private final ExecutorService inOrder =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("gateway-rpc").factory());

  private final Semaphore room = new Semaphore(MOST_CHARACTERS);
  private volatile boolean stopping;

  /** Ready for calls. */
  public GatewayRpc(
      OwnGateway gateway,
      ConnectorCaller connectors,
      DeviceLifeCycle devices,
      RpcOptions options,
      Pulse pulse) {
    this.gateway = gateway;
    this.connectors = new ConnectorRoute(connectors);
    restart = new Delayed(pulse, options.restart());
    reboot = new Reboot(pulse, options.reboot());
    shell = options.remoteShell() ? new RemoteShell() : null;
    if (shell != null) {
      log.warn(
          "THE REMOTE SHELL IS ON (thingsboard.remoteShell): whoever may send RPC to this gateway on"
              + " ThingsBoard can run any command here as the user {}",
          System.getProperty("user.name"));
    }
    shellMethods = shell == null ? Map.of() : shell.methods();
    methods.putAll(new GatewayMethods(gateway, devices, options).all());
    methods.putAll(shellMethods);
    methods.put("restart", restart);
    methods.put("reboot", reboot);
  }

  /** Takes a call; returns at once. There is exactly one answer. */
  public void call(GatewayRequest request, Answer answer) {
    if (stopping) {
      answer.reply(STOPPING);
    } else if (room.tryAcquire(weight(request))) {
      try {
        begin(request, new Once(answer));
      } catch (RejectedExecutionException e) {
        room.release(weight(request));
        answer.reply(STOPPING);
      }
    } else {
      answer.reply(new Reply.Failed("too many requests wait for the gateway"));
    }
  }

  private static int weight(GatewayRequest request) {
    long characters = (long) SMALL + request.method().length() + request.params().length();
    return (int) Math.min(characters, MOST_CHARACTERS);
  }

  private void begin(GatewayRequest request, Answer answer) {
    if (request.method().startsWith(OF_DEVICES)) {
      inOrder.execute(() -> serve(request, answer));
    } else {
      Thread.ofVirtual().name("gateway-rpc").start(() -> serve(request, answer));
    }
  }

  /** Ends what runs in the shell; what was to happen later does not. */
  @Override
  public void close() {
    stopping = true;
    inOrder.shutdown();
    restart.close();
    reboot.close();
    if (shell != null) {
      shell.close();
    }
  }

  private void serve(GatewayRequest request, Answer answer) {
    try {
      route(request, answer);
    } catch (RpcException e) {
      answer.reply(new Reply.Failed(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // Whatever happens here, the caller gets an answer and the connection lives on.
      log.error("{} meets a bug", shortened(request.method()), e);
      answer.reply(new Reply.Failed("a bug in the gateway: " + e));
    } finally {
      room.release(weight(request));
    }
  }

  private void route(GatewayRequest request, Answer answer) {
    String name = request.method();
    int end = name.indexOf('_');
    String module = end < 0 ? name : name.substring(0, end);
    List<RunningConnector> ofType =
        gateway.connectors().stream().filter(each -> each.type().equals(module)).toList();
    if (!ofType.isEmpty()) {
      connectors.call(ofType, request, answer);
    } else if (module.equals(OWN) || shellMethods.containsKey(module)) {
      Method method = methods.get(module.equals(OWN) ? name.substring(end + 1) : name);
      answer.reply(
          method == null ? new Reply.Unsupported() : method.call(Params.of(request.params())));
    } else {
      String error = shortened(module) + " - connector not found in available connectors.";
      answer.reply(Bodies.error(error, 404));
    }
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }

  /** Passes on the first reply: a bug that follows one makes no second. */
  private static final class Once implements Answer {

    private final Answer answer;
    private final AtomicBoolean replied = new AtomicBoolean();

    Once(Answer answer) {
      this.answer = answer;
    }

    @Override
    public void reply(Reply reply) {
      if (replied.compareAndSet(false, true)) {
        answer.reply(reply);
      }
    }
  }
}

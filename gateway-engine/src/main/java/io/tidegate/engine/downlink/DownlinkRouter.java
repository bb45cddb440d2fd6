package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.engine.supervise.Causes;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.DownlinkHandler.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requests to the sessions of their devices: those of one device one after the other, those
 * of several at once, so that a slow device holds up nobody else. A command that is not carried out
 * within its time limit is refused; an attribute update waits until its device can be reached.
 */
public final class DownlinkRouter implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DownlinkRouter.class);

  /** While there is no session that could know better. */
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);

  private static final int MOST_CONNECTOR_REQUESTS = 100;

  private final Outlets outlets;
  private final Pulse pulse;
  private final Map<String, DeviceLane> lanes = new ConcurrentHashMap<>();
  private final Set<Job> connectorJobs = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /** Creates a router to these sessions. */
  public DownlinkRouter(Outlets outlets, Pulse pulse) {
    this.outlets = outlets;
    this.pulse = pulse;
  }

  /** Takes a request to a device; returns at once. There is exactly one answer. */
  public void toDevice(ToDevice request, Answer answer) {
    String device = request.device().name();
    Job job = new Job(request, answer);
    if (stopping) {
      job.giveUp(stopped());
    } else if (!outlets.knows(device)) {
      log.debug("no connector has reported device {}: {}", device, request);
      job.giveUp(new Reply.Failed("device " + device + " is not known to the gateway"));
    } else if (enter(device, job)) {
      if (request instanceof RpcRequest rpc) {
        limit(job, rpc.timeLimit(), outlets.live(device));
      }
    } else {
      job.giveUp(new Reply.Failed("too many requests wait for device " + device));
    }
  }

  /**
   * Takes a request to a connector, which goes to every live session of it; returns at once. There
   * is exactly one answer.
   */
  public void toConnector(String connector, ConnectorRequest request, Answer answer) {
    Job job = new Job(request, answer);
    List<Session> sessions = outlets.liveOf(connector);
    if (stopping) {
      job.giveUp(stopped());
    } else if (sessions.isEmpty()) {
      job.giveUp(new Reply.Failed("connector " + connector + " is not connected"));
    } else if (connectorJobs.size() >= MOST_CONNECTOR_REQUESTS) {
      job.giveUp(new Reply.Failed("too many requests wait for connectors"));
    } else {
      connectorJobs.add(job);
      limit(job, request.timeLimit(), sessions);
      Thread.ofVirtual().name("rpc-" + connector).start(() -> serve(job, sessions));
    }
  }

  /** Gives up what runs and waits; nothing more is carried out. */
  @Override
  public void close() {
    stopping = true;
    lanes.values().forEach(lane -> lane.all().forEach(job -> job.giveUp(stopped())));
    connectorJobs.forEach(job -> job.giveUp(stopped()));
  }

  private void limit(Job job, @Nullable Duration told, List<Session> sessions) {
    Duration limit =
        told == null
            ? sessions.stream()
                .findFirst()
                .map(session -> session.timeLimit(job.request()))
                .orElse(USUAL_LIMIT)
            : told;
    job.limitedBy(pulse.after(limit, () -> job.giveUp(new Reply.Expired())));
  }

  private boolean enter(String device, Job job) {
    boolean[] entered = new boolean[1];
    lanes.compute(
        device,
        (_, present) -> {
          DeviceLane lane = present == null ? new DeviceLane() : present;
          entered[0] = lane.add(job);
          if (present == null) {
            Thread.ofVirtual().name("downlink-" + device).start(() -> serve(device, lane));
          }
          return lane;
        });
    return entered[0];
  }

  private void serve(String device, DeviceLane lane) {
    while (lanes.compute(device, (_, _) -> lane.proceeds() ? lane : null) != null) {
      Job job = lane.current();
      if (job.begin()) {
        job.end(replied(() -> carryOut(outlets.await(device), job.request()), job.request()));
      }
    }
  }

  private void serve(Job job, List<Session> sessions) {
    try {
      if (job.begin()) {
        job.end(replied(() -> Replies.joined(askAll(sessions, job.request())), job.request()));
      }
    } finally {
      connectorJobs.remove(job);
    }
  }

  /** A device that has not reported yet is served by the session that knows it. */
  private static Reply carryOut(List<Session> sessions, Downlink request)
      throws IOException, InterruptedException {
    if (sessions.isEmpty()) {
      return new Reply.Failed("the connector of the device has stopped");
    }
    Reply reply = new Reply.Unsupported();
    for (Session session : sessions) {
      if (reply instanceof Reply.Unsupported) {
        reply = session.handle(request);
      }
    }
    return reply;
  }

  private static List<Reply> askAll(List<Session> sessions, Downlink request)
      throws IOException, InterruptedException {
    List<Reply> replies = new ArrayList<>(sessions.size());
    for (Session session : sessions) {
      replies.add(session.handle(request));
    }
    return replies;
  }

  private Reply replied(Work work, Downlink request) {
    Reply reply;
    try {
      reply = work.done();
    } catch (InterruptedException e) {
      // Given up: by its time limit, or since the gateway stops.
      return stopping ? stopped() : new Reply.Expired();
    } catch (IOException e) {
      log.debug("{} failed", request, e);
      reply = new Reply.Failed(Causes.text(e));
    } catch (RuntimeException e) {
      // A faulty connector still owes an answer, and must not end the lane.
      log.error("{} meets a bug in the connector", request, e);
      reply = new Reply.Failed("a bug in the connector: " + e);
    }
    if (request instanceof AttributeUpdate update && reply instanceof Reply.Failed(var reason)) {
      log.warn("Attributes {} do not reach {}: {}", names(update), update.device().name(), reason);
    }
    return reply;
  }

  private static List<String> names(AttributeUpdate update) {
    List<String> names = new ArrayList<>(update.values().keySet());
    names.addAll(update.deleted());
    return names;
  }

  private static Reply stopped() {
    return new Reply.Failed("the gateway is stopping");
  }

  @FunctionalInterface
  private interface Work {
    Reply done() throws IOException, InterruptedException;
  }
}

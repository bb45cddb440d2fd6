package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.ConnectorRequest;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.DownlinkHandler.Answer;
import java.time.Duration;
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

  private static final int MOST_CONNECTOR_REQUESTS = 100;

  private final Outlets outlets;
  private final Pulse pulse;
  private final Handling handling;
  private final Load load = new Load();
  private final AttributeQueries queries = new AttributeQueries();
  private final Map<String, DeviceLane> lanes = new ConcurrentHashMap<>();
  private final Set<Job> connectorJobs = ConcurrentHashMap.newKeySet();
  private volatile boolean stopping;

  /** Creates a router to these sessions. */
  public DownlinkRouter(Outlets outlets, Pulse pulse) {
    this.outlets = outlets;
    this.pulse = pulse;
    this.handling = new Handling(outlets);
  }

  /** Takes a request to a device; returns at once. There is exactly one answer. */
  public void toDevice(ToDevice request, Answer answer) {
    switch (request) {
      case AttributeUpdate update -> queries.updated(update, () -> route(update, answer));
      case RpcRequest rpc -> route(rpc, answer);
    }
  }

  /**
   * Takes a request to a connector, which goes to every live session of it; returns at once. There
   * is exactly one answer.
   */
  public void toConnector(String connector, ConnectorRequest request, Answer answer) {
    Job job = job(request, answer);
    List<Session> sessions = outlets.liveOf(connector);
    if (stopping) {
      job.giveUp(stopped());
    } else if (sessions.isEmpty()) {
      job.giveUp(new Reply.Failed("connector " + connector + " is not connected"));
    } else if (connectorJobs.size() >= MOST_CONNECTOR_REQUESTS || load.isTooMuch()) {
      job.giveUp(new Reply.Failed("too many requests wait for connectors"));
    } else {
      job.limit(limit(request, request.timeLimit(), sessions));
      connectorJobs.add(job);
      Thread.ofVirtual().name("rpc-" + connector).start(() -> serve(job, sessions));
      giveUpIfStopping(job);
    }
  }

  /** Gives up what runs and waits; nothing more is carried out. */
  @Override
  public void close() {
    stopping = true;
    lanes.values().forEach(lane -> lane.all().forEach(job -> job.giveUp(stopped())));
    connectorJobs.forEach(job -> job.giveUp(stopped()));
  }

  /** To be opened before the platform is asked for attributes of a device. */
  AttributeQueries.Query query(String device) {
    return queries.open(device);
  }

  /** Takes what the platform has answered. */
  void handOver(AttributeUpdate update) {
    route(update, _ -> {});
  }

  /** How many devices something waits for or is carried out for. */
  int lanes() {
    return lanes.size();
  }

  private void route(ToDevice request, Answer answer) {
    String device = request.device().name();
    Job job = job(request, answer);
    if (stopping) {
      job.giveUp(stopped());
    } else if (!outlets.knows(device)) {
      log.debug("no connector has reported device {}", device);
      job.giveUp(new Reply.Failed("device " + device + " is not known to the gateway"));
    } else {
      if (request instanceof RpcRequest rpc) {
        job.limit(limit(rpc, rpc.timeLimit(), outlets.live(device)));
      }
      Job displaced = load.isTooMuch() ? job : enter(device, job);
      if (displaced == job) {
        job.giveUp(new Reply.Failed("too many requests wait for device " + device));
      } else if (displaced != null) {
        displaced.end(new Reply.Done());
      }
      giveUpIfStopping(job);
    }
  }

  private Job job(Downlink request, Answer answer) {
    load.enters(request);
    return new Job(
        request,
        (done, reply) -> {
          load.leaves(request);
          if (!stopping) {
            Told.ended(done, reply);
          }
          answered(answer, reply);
        },
        pulse);
  }

  /** What goes wrong in handing a reply over must not end the lane of the device. */
  private static void answered(Answer answer, Reply reply) {
    try {
      answer.reply(reply);
    } catch (RuntimeException e) {
      log.error("bug: a reply can't be handed over", e);
    }
  }

  private static Duration limit(Downlink request, @Nullable Duration told, List<Session> sessions) {
    return told == null ? Handling.limit(request, sessions) : told;
  }

  /** The end may have come after the last look and before this one was there to be found. */
  private void giveUpIfStopping(Job job) {
    if (stopping) {
      job.giveUp(stopped());
    }
  }

  private @Nullable Job enter(String device, Job job) {
    @Nullable Job[] displaced = new Job[1];
    lanes.compute(
        device,
        (_, present) -> {
          DeviceLane lane = present == null ? new DeviceLane() : present;
          displaced[0] = lane.add(job);
          if (present == null) {
            Thread.ofVirtual().name("downlink-" + device).start(() -> serve(device, lane));
          }
          return lane;
        });
    return displaced[0];
  }

  private void serve(String device, DeviceLane lane) {
    while (lanes.compute(device, (_, _) -> lane.proceeds() ? lane : null) != null) {
      Job job = lane.current();
      giveUpIfStopping(job);
      if (job.begin()) {
        job.end(handling.toDevice(device, job));
      }
    }
  }

  private void serve(Job job, List<Session> sessions) {
    try {
      if (job.begin()) {
        job.end(handling.toAll(sessions, job));
      }
    } finally {
      connectorJobs.remove(job);
    }
  }

  private static Reply stopped() {
    return new Reply.Failed("the gateway is stopping");
  }
}

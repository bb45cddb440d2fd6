package io.tidegate.engine.deliver;

import io.tidegate.data.DataPoint;
import io.tidegate.engine.deliver.DeliveryStatus.LaneStatus;
import io.tidegate.engine.supervise.Causes;
import io.tidegate.engine.time.Pulse;
import io.tidegate.uplink.Delivery;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delivery over one connection, from its first message to its end. */
final class Link {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

  private final Delivery delivery;
  private final DeliveryParts parts;
  private final DeliverySettings settings;
  private final Pulse pulse;
  private final Suspicion suspicion;
  private final DeviceSuspicion deviceSuspicion;
  private final Control control;
  private final DeviceCheck deviceCheck;
  private final Crew crew = new Crew();
  private final Courier courier;
  private final Announcer announcer;
  private final LiveLanes liveLanes;
  private final Frontier frontier;
  private final Lane ordered;
  private volatile boolean tookAnother;

  Link(
      Delivery delivery,
      DeliveryParts parts,
      DeliverySettings settings,
      Overtaken overtaken,
      Suspicion suspicion,
      DeviceSuspicion deviceSuspicion,
      Pulse pulse) {
    this.delivery = delivery;
    this.parts = parts;
    this.settings = settings;
    this.pulse = pulse;
    this.suspicion = suspicion;
    this.deviceSuspicion = deviceSuspicion;
    this.announcer = new Announcer(delivery, parts, deviceSuspicion);
    this.courier = new Courier(delivery, announcer, settings.unanswered(), pulse);
    this.control = new Control(parts.log(), courier, overtaken, deviceSuspicion, settings);
    this.deviceCheck = new DeviceCheck(deviceSuspicion, parts, announcer, courier);
    // Only where it is the ordered lane's turn is a record gone that can't be read.
    LogReader ahead = new LogReader(parts.log(), _ -> {}, settings);
    LogReader reader =
        new LogReader(parts.log(), count -> parts.ledger().dropped(count, "unreadable"), settings);
    this.liveLanes =
        new LiveLanes(
            start -> lane(new LiveCourse(ahead, settings, overtaken, deviceSuspicion), start),
            crew);
    this.frontier = new Frontier(parts, announcer, overtaken, settings.commitEvery(), pulse);
    OrderedCourse course =
        new OrderedCourse(
            parts, settings, overtaken, suspicion, deviceSuspicion, reader, liveLanes, frontier);
    this.ordered = lane(course, parts.log().committed());
  }

  /** Delivers until the connection is lost, or until it is asked to stop. */
  void run() throws IOException, InterruptedException {
    parts.registry().listen(announcer);
    try (crew) {
      crew.start("uplink-end", this::awaitEnd);
      crew.start("uplink-announced", announcer::awaitAnswers);
      if (suspicion.active() || deviceSuspicion.active()) {
        crew.start("uplink-careful", this::goCarefully);
      } else {
        reportOwn();
        crew.start("uplink-announce", announcer::run);
        ordered.start(crew);
      }
      awaitFailure();
    } catch (IOException e) {
      if (!courier.hungUp() && !timedOut(e)) {
        suspect(Causes.text(e));
      }
      throw e;
    } finally {
      parts.registry().unlisten(announcer);
      parts.announcements().ended();
      frontier.commit();
    }
  }

  /** First what is harmless, to see that the connection works; then what is suspected, alone. */
  private void goCarefully() throws IOException, InterruptedException {
    sendOwn();
    deviceCheck.run();
    if (!suspicion.active()) {
      ordered.start(crew);
      announcer.run();
      return;
    }
    long suspected = suspicion.alone();
    tookAnother = suspected >= 0 && control.takesAnother(suspected);
    ordered.start(crew);
    suspicion.awaitCalm();
    announcer.run();
  }

  private void suspect(String cause) throws InterruptedException {
    if (!deviceCheck.lost(cause)) {
      deviceSuspicion.lost(announcer.unanswered());
      suspicion.lost(ordered.unanswered(), ordered.sentTo(), tookAnother, cause);
    }
  }

  /** Silence is what an outage looks like, so it says nothing of a record. */
  private static boolean timedOut(IOException end) {
    for (Throwable cause = end; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  /** Tells the platform of the gateway itself, in the background. */
  void reportOwn() {
    crew.start("uplink-own", this::sendOwn);
  }

  List<LaneStatus> status() {
    List<LaneStatus> lanes = new ArrayList<>(List.of(ordered.status()));
    Lane live = liveLanes.current();
    if (live != null) {
      lanes.add(live.status());
    }
    return lanes;
  }

  private Lane lane(Course course, long start) {
    return new Lane(course, start, courier, settings, pulse);
  }

  private void awaitFailure() throws IOException, InterruptedException {
    try {
      crew.awaitFailure();
    } catch (InterruptedException e) {
      drain();
      throw e;
    }
  }

  /** What is acknowledged before the stop need not go again after it. */
  private void drain() throws InterruptedException {
    ordered.stopSending();
    Lane live = liveLanes.current();
    if (live != null) {
      live.stopSending();
    }
    if (!ordered.awaitDone(settings.drain())) {
      log.debug("Stopped with batches unacknowledged: they go again after the next start");
    }
  }

  private void awaitEnd() throws IOException, InterruptedException {
    delivery.awaitEnd();
    throw new IOException("ended by the platform");
  }

  private void sendOwn() throws IOException, InterruptedException {
    List<DataPoint> points = parts.own().get();
    if (points.isEmpty()) {
      return;
    }
    for (int throttles = 1; ; throttles++) {
      switch (courier.await(delivery.sendOwn(pulse.millis(), points))) {
        case Outcome.Accepted _ -> {
          return;
        }
        case Outcome.Refused(String reason) -> {
          log.warn("The platform refuses the attributes of the gateway: {}", reason);
          return;
        }
        case Outcome.Throttled _ -> Thread.sleep(settings.throttled().delay(throttles));
      }
    }
  }
}

package io.tidegate.engine.downlink;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Reply;
import io.tidegate.connector.Session;
import io.tidegate.engine.supervise.Causes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has requests carried out by sessions; whatever happens there is a reply. */
final class Handling {

  private static final Logger log = LoggerFactory.getLogger(DownlinkRouter.class);

  /** While there is no session that could know better. */
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(5);

  /** How long after a failure it may turn out that the connection was lost. */
  private static final Duration LOST_WITHIN = Duration.ofMillis(200);

  /** An update that ends every connection is not tried for ever. */
  private static final int MOST_TRIES = 3;

  private final Outlets outlets;

  Handling(Outlets outlets) {
    this.outlets = outlets;
  }

  /** How long a request may take where the platform does not say. */
  static Duration limit(Downlink request, List<Session> sessions) {
    if (sessions.isEmpty()) {
      return USUAL_LIMIT;
    }
    try {
      return Objects.requireNonNull(sessions.getFirst().timeLimit(request));
    } catch (RuntimeException e) {
      log.error("{} meets a bug in the connector", Told.name(request), e);
      return USUAL_LIMIT;
    }
  }

  /** Waits for a session of the device, as long as the job may. */
  Reply toDevice(String device, Job job) {
    return guarded(
        () ->
            job.request() instanceof AttributeUpdate
                ? updated(device, job)
                : asked(outlets.await(device), job),
        job);
  }

  /** Asks all sessions of a connector at once, so that none takes the time of another. */
  Reply toAll(List<Session> sessions, Job job) {
    if (sessions.size() == 1) {
      return guarded(() -> carriedOut(sessions.getFirst(), job), job);
    }
    SessionReplies replies = new SessionReplies(sessions.size());
    job.late(replies::joined);
    return guarded(
        () -> {
          askAll(sessions, job, replies);
          return replies.joined();
        },
        job);
  }

  private static void askAll(List<Session> sessions, Job job, SessionReplies replies)
      throws InterruptedException {
    List<Thread> asking = new ArrayList<>(sessions.size());
    for (int i = 0; i < sessions.size(); i++) {
      int number = i;
      Session session = sessions.get(i);
      asking.add(
          Thread.ofVirtual()
              .name("rpc-session")
              .start(() -> replies.replied(number, guarded(() -> carriedOut(session, job), job))));
    }
    try {
      for (Thread each : asking) {
        each.join();
      }
    } finally {
      asking.forEach(Thread::interrupt); // those that are given up
    }
  }

  /** What the attributes are may be told again, so it survives the loss of a connection. */
  private Reply updated(String device, Job job) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      List<Session> sessions = outlets.await(device);
      job.limit(limit(job.request(), sessions));
      try {
        return asked(sessions, job);
      } catch (IOException e) {
        job.unlimit();
        if (tries == MOST_TRIES || !outlets.changes(device, sessions, LOST_WITHIN)) {
          throw e;
        }
      }
    }
  }

  /** A device that has not reported yet is served by the session that knows it. */
  private static Reply asked(List<Session> sessions, Job job)
      throws IOException, InterruptedException {
    if (sessions.isEmpty()) {
      return new Reply.Failed("no connector serves the device any more");
    }
    Reply reply = new Reply.Unsupported();
    for (Session session : sessions) {
      if (reply instanceof Reply.Unsupported) {
        reply = carriedOut(session, job);
      }
    }
    return reply;
  }

  private static Reply carriedOut(Session session, Job job)
      throws IOException, InterruptedException {
    if (job.isOver()) {
      throw new InterruptedException("given up");
    }
    return Objects.requireNonNull(session.handle(job.request()), "a session gave no reply");
  }

  private static Reply guarded(Work work, Job job) {
    try {
      return work.done();
    } catch (InterruptedException e) {
      // Given up, and answered already; otherwise the connector interrupted itself.
      return new Reply.Failed("interrupted");
    } catch (IOException e) {
      log.debug("{} failed", Told.name(job.request()), e);
      return new Reply.Failed(Causes.text(e));
    } catch (RuntimeException | Error e) {
      // A faulty connector still owes an answer, and must not end the lane.
      log.error("{} meets a bug in the connector", Told.name(job.request()), e);
      return new Reply.Failed("a bug in the connector: " + e);
    }
  }

  @FunctionalInterface
  private interface Work {
    Reply done() throws IOException, InterruptedException;
  }
}

package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.Reachability;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.Services;
import io.tidegate.connector.opcua.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all tags again and again, as many at once as the server takes. */
public final class PollReader implements Reader {

  private static final Logger log = LoggerFactory.getLogger(PollReader.class);

  private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Services services;
  private final Reachability reachability;
  private final BulkRead reading;
  private final History history;
  private final long periodNanos;
  private final Sources sources = new Sources();
  private final Semaphore wakes = new Semaphore(0);
  private final AtomicReference<@Nullable Plan> fresh = new AtomicReference<>();

  private NodeId plannedIn = NodeId.NULL_VALUE;

  /** Whether something may have been missed; at first, since the session before. */
  private boolean interrupted = true;

  /** Polls with a period. */
  public PollReader(ServerLink link, Harvest harvest, History history, Duration period) {
    this.services = link.services();
    this.reachability = link.reachability();
    this.reading = new BulkRead(link.services(), harvest);
    this.history = history;
    this.periodNanos = period.toNanos();
  }

  @Override
  public void adopt(Plan next) {
    fresh.set(next);
    wakes.release();
  }

  /** A node that is missing is read again with the next poll. */
  @Override
  public boolean hasTrouble() {
    return false;
  }

  @Override
  public void run() throws IOException, InterruptedException {
    long next = System.nanoTime();
    while (true) {
      Activation current = reachability.await();
      try {
        poll(current.sessionId());
      } catch (IOException e) {
        log.debug("a poll failed", e);
        interrupted = true;
      }
      long now = System.nanoTime();
      long pause =
          interrupted ? Math.min(SOON_NANOS, periodNanos) : Math.max(next + periodNanos - now, 0);
      next = now + pause;
      pause(pause);
    }
  }

  /** A new plan is read at once. */
  private void pause(long nanos) throws InterruptedException {
    boolean _ = wakes.tryAcquire(nanos, TimeUnit.NANOSECONDS);
    wakes.drainPermits();
  }

  private void poll(NodeId session) throws IOException, InterruptedException {
    Plan next = fresh.getAndSet(null);
    if (next != null) {
      sources.adopt(next);
      plannedIn = next.session();
    }
    if (!plannedIn.equals(session)) {
      interrupted = true; // Until the server has been searched again.
      return;
    }
    List<Source> all = List.copyOf(sources.all());
    Instant now = services.serverTime();
    if (interrupted) {
      history.fill(all);
      interrupted = false;
    }
    reading.of(all);
    history.heard(now);
  }
}

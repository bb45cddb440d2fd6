package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.Reachability;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.Told;
import io.tidegate.connector.opcua.read.PublishQueue.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server tell what changes. A message is acknowledged when its values are safe; until then
 * the server keeps it. See docs/adr/0020 for what happens in an outage.
 */
public final class SubscriptionReader implements Reader {

  private static final Logger log = LoggerFactory.getLogger(SubscriptionReader.class);

  /** When to look for silence; and how soon a failure is tried again. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Within this the client library notices that a connection is lost. */
  private static final Duration SHORTLY = Duration.ofMillis(100);

  /** After an outage: what the server's queues could not keep is worth a look into the history. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(30);

  private final Reachability reachability;
  private final History history;
  private final Told told;
  private final Subscribed subscribed;
  private final Notifications notifications;
  private final Inbound inbound;
  private final Takeover takeover;
  private final Coverage coverage;
  private final Silence silence;
  private final PublishQueue queue;
  private final AtomicReference<@Nullable Plan> fresh = new AtomicReference<>();

  private @Nullable Activation activation;

  /** Whether the node ids of the plan are those of the server that answers now. */
  private boolean valid;

  private long reachedNanos;

  /**
   * Subscribes as wished.
   *
   * @param subscribed what the session before may have left.
   */
  public SubscriptionReader(
      ServerLink link,
      Wish wish,
      Harvest harvest,
      History history,
      Told told,
      Subscribed subscribed) {
    subscribed.inherit();
    this.reachability = link.reachability();
    this.history = history;
    this.told = told;
    this.subscribed = subscribed;
    this.notifications =
        new Notifications(link.client().getStaticEncodingContext(), subscribed.handles(), harvest);
    this.inbound = new Inbound(link.subscriptions(), notifications, harvest, history);
    this.takeover = new Takeover(link, subscribed, inbound);
    this.coverage =
        new Coverage(
            subscribed,
            new Monitor(link, wish, told, subscribed),
            new Surplus(new BulkRead(link.services(), harvest), told),
            history);
    this.silence = new Silence(link, subscribed);
    this.queue = new PublishQueue(link.subscriptions());
  }

  @Override
  public void adopt(Plan plan) {
    fresh.set(plan);
    queue.wake();
  }

  @Override
  public boolean hasTrouble() {
    return coverage.hasTrouble();
  }

  @Override
  public void run() throws IOException, InterruptedException {
    while (true) {
      Activation current = awaitServer();
      try {
        if (!current.equals(activation)) {
          reached(current);
        }
        adoptFresh(current);
        if (valid) {
          coverage.mend(inbound.broken());
        }
        if (inbound.broken().isEmpty()) {
          queue.ask(current, subscribed.all(), subscribed.made());
        }
        take(current);
      } catch (IOException e) {
        inbound.flush();
        failed(e);
      }
    }
  }

  private Activation awaitServer() throws IOException, InterruptedException {
    try {
      return reachability.await();
    } catch (IOException e) {
      subscribed.leave();
      throw e;
    }
  }

  /** What the server refuses may be a matter of time; an outage is waited for by itself. */
  private void failed(IOException e) throws InterruptedException {
    log.debug("reading failed", e);
    if (e instanceof FaultException fault && fault.isAnswer() && !fault.isEndOfSession()) {
      told.once("can't subscribe: " + e.getMessage());
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    } else if (reachability.isReachable()) {
      TimeUnit.NANOSECONDS.sleep(SHORTLY.toNanos());
    }
  }

  /** The server can be reached, for the first time or again. */
  private void reached(Activation current) throws IOException, InterruptedException {
    queue.reached();
    boolean another = activation != null && !current.sessionId().equals(activation.sessionId());
    takeover.take(current);
    if (another) {
      valid = inbound.broken().isEmpty();
    }
    coverage.resumed();
    activation = current;
    reachedNanos = System.nanoTime();
  }

  private void adoptFresh(Activation current) throws IOException, InterruptedException {
    Plan plan = fresh.getAndSet(null);
    if (plan != null) {
      valid |= plan.session().equals(current.sessionId());
      coverage.adopt(plan);
    }
  }

  private void take(Activation current) throws IOException, InterruptedException {
    Event event = queue.next(current, valid ? coverage.quiet(TICK) : TICK);
    if (event == null) {
      silence.check(inbound.broken());
      return;
    }
    Instant heard = null;
    for (; event != null; event = queue.next(current, Duration.ZERO)) {
      Instant said = take(event);
      heard = said == null ? heard : said;
    }
    flush();
    if (heard != null && coverage.isFilled()) {
      history.heard(heard);
    }
  }

  private void flush() throws IOException, InterruptedException {
    long began = System.nanoTime();
    inbound.flush();
    if (System.nanoTime() - began > TICK.toNanos()) {
      subscribed.all().forEach(ServerSubscription::heard); // It was not their silence.
    }
    if (notifications.takeTrouble()) {
      coverage.trouble();
    }
    List<Source> overflowed = notifications.takeOverflowed();
    if (System.nanoTime() - reachedNanos < CATCHING_UP.toNanos()) {
      coverage.missed(overflowed);
      coverage.fill();
    }
  }

  /** When the server said it, by its own clock; null if it said nothing that is of use. */
  private @Nullable Instant take(Event event) throws IOException, InterruptedException {
    if (event.failure() != null) {
      refused(event, event.failure());
      return null;
    }
    if (event.answer() == null) {
      return null;
    }
    ServerSubscription subscription = subscribed.get(event.answer().getSubscriptionId());
    if (subscription == null) {
      return null;
    }
    subscription.heard();
    inbound.take(subscription, event.answer().getNotificationMessage());
    return event.answer().getResponseHeader().getTimestamp().getJavaInstant();
  }

  private void refused(Event event, IOException failure) throws IOException {
    long status = failure instanceof FaultException fault ? fault.status() : 0;
    if (status == StatusCodes.Bad_NoSubscription) {
      if (event.made() == subscribed.made()) {
        log.debug("the server has no subscription of this session");
        inbound.broken().addAll(subscribed.all());
      }
    } else if (status == StatusCodes.Bad_TooManyPublishRequests) {
      queue.tooMany();
    } else if (status != StatusCodes.Bad_Timeout) {
      throw failure;
    }
  }
}

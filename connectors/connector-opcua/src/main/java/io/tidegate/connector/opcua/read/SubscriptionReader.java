package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.Reachability;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

  private final Reachability reachability;
  private final Told told;
  private final Subscribed subscribed;
  private final Inbound inbound;
  private final Takeover takeover;
  private final Coverage coverage;
  private final Intake intake;
  private final PublishQueue queue;
  private final AtomicReference<@Nullable Plan> fresh = new AtomicReference<>();

  private @Nullable Activation activation;

  /** Whether the node ids of the plan are those of the server that answers now. */
  private boolean valid;

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
    this.reachability = link.reachability();
    this.told = told;
    this.subscribed = subscribed;
    Notifications notifications =
        new Notifications(
            link.client().getStaticEncodingContext(), subscribed.handles(), harvest, told);
    this.inbound = new Inbound(link.subscriptions(), notifications, harvest, history);
    this.takeover = new Takeover(link, subscribed, inbound);
    this.coverage =
        new Coverage(
            subscribed,
            new Monitor(link, wish, told, subscribed),
            new Surplus(new BulkRead(link.services(), harvest), told),
            history);
    this.queue = new PublishQueue(link.subscriptions());
    this.intake =
        new Intake(
            queue,
            subscribed,
            inbound,
            notifications,
            coverage,
            history,
            harvest,
            new Silence(link, subscribed));
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
    subscribed.inherit();
    coverage.begin();
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
        intake.take(current, valid ? coverage.quiet(TICK) : TICK);
        if (valid && reachability.isStill(current)) { // Else node ids may mean other nodes.
          coverage.readDue();
        }
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
    intake.resumed();
  }

  private void adoptFresh(Activation current) throws IOException, InterruptedException {
    Plan plan = fresh.getAndSet(null);
    if (plan != null) {
      valid |= plan.session().equals(current.sessionId());
      coverage.adopt(plan);
    }
  }
}

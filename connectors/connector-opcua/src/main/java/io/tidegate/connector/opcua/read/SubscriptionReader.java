package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.Reachability;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.Told;
import io.tidegate.connector.opcua.read.PublishQueue.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
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

  /** Then the client library makes another one. */
  private static final Set<Long> SESSION_IS_OVER =
      Set.of(
          StatusCodes.Bad_SessionClosed,
          StatusCodes.Bad_SessionIdInvalid,
          StatusCodes.Bad_SessionNotActivated);

  private final SubscriptionServices services;
  private final ServerLink link;
  private final Reachability reachability;
  private final History history;
  private final Told told;
  private final Monitor monitor;
  private final Notifications notifications;
  private final Inbound inbound;
  private final PublishQueue queue;
  private final Sources sources = new Sources();
  private final AtomicReference<@Nullable Plan> fresh = new AtomicReference<>();

  /** What nobody monitors, though it should be. */
  private final List<Source> orphans = new ArrayList<>();

  /** What is monitored again, and has missed something. */
  private final List<Source> unfilled = new ArrayList<>();

  private @Nullable Activation activation;

  /** Whether something may have been missed; at first, since the session before. */
  private boolean missed = true;

  /** Whether the node ids of the plan are those of the server that answers now. */
  private boolean valid;

  private volatile boolean troubled;

  /** Subscribes as wished. */
  public SubscriptionReader(
      ServerLink link, Wish wish, Harvest harvest, History history, Told told) {
    this.link = link;
    this.services = link.subscriptions();
    this.reachability = link.reachability();
    this.history = history;
    this.told = told;
    this.monitor = new Monitor(link, wish, told);
    this.notifications =
        new Notifications(link.client().getStaticEncodingContext(), monitor, harvest);
    this.inbound = new Inbound(services, notifications, harvest, history);
    this.queue = new PublishQueue(services);
  }

  @Override
  public void adopt(Plan plan) {
    fresh.set(plan);
    queue.wake();
  }

  @Override
  public boolean hasTrouble() {
    return troubled;
  }

  @Override
  public void run() throws IOException, InterruptedException {
    while (true) {
      Activation current = reachability.await();
      try {
        if (!current.equals(activation)) {
          reached(current);
        }
        adoptFresh();
        if (valid) {
          mend();
        }
        if (inbound.broken().isEmpty()) {
          queue.ask(current, monitor.subscriptions(), monitor.made());
        }
        take(current);
      } catch (IOException e) {
        inbound.flush();
        failed(e);
      }
    }
  }

  /** What the server refuses may be a matter of time; an outage is waited for by itself. */
  private void failed(IOException e) throws InterruptedException {
    log.debug("reading failed", e);
    if (e instanceof FaultException fault
        && fault.isAnswer()
        && !SESSION_IS_OVER.contains(fault.status())) {
      told.once("can't subscribe: " + e.getMessage());
      TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
    } else if (reachability.isReachable()) {
      TimeUnit.NANOSECONDS.sleep(SHORTLY.toNanos());
    }
  }

  /** The server can be reached, for the first time or again. */
  private void reached(Activation current) throws IOException, InterruptedException {
    Activation before = activation;
    queue.reached();
    if (before != null && !before.sessionId().equals(current.sessionId())) {
      transfer();
      valid = inbound.broken().isEmpty();
    }
    for (ServerSubscription subscription : List.copyOf(monitor.subscriptions())) {
      subscription.heard();
      if (!inbound.broken().contains(subscription)) {
        inbound.resume(subscription);
      }
    }
    activation = current;
  }

  /** The session is another one: it may take over what the one before has left. */
  private void transfer() throws IOException, InterruptedException {
    List<ServerSubscription> all = List.copyOf(monitor.subscriptions());
    if (all.isEmpty()) {
      return;
    }
    try {
      List<TransferResult> results =
          services.transfer(all.stream().map(ServerSubscription::id).toList());
      for (int i = 0; i < all.size(); i++) {
        if (i >= results.size() || results.get(i).getStatusCode().isBad()) {
          inbound.broken().add(all.get(i));
        }
      }
    } catch (FaultException e) {
      log.debug("the server transfers no subscriptions", e);
      inbound.broken().addAll(all);
    }
  }

  private void adoptFresh() throws IOException, InterruptedException {
    Plan plan = fresh.getAndSet(null);
    if (plan == null) {
      return;
    }
    valid |= activation != null && plan.session().equals(activation.sessionId());
    Sources.Change change = sources.adopt(plan);
    orphans.removeAll(new HashSet<>(change.removed()));
    orphans.addAll(change.added());
    List<Source> again =
        sources.all().stream().filter(s -> s.isTroubled() && !orphans.contains(s)).toList();
    orphans.addAll(again);
    monitor.remove(change.removed());
    monitor.remove(again);
    lookForTrouble();
  }

  /** Makes anew what has broken, and then reads what was missed meanwhile. */
  private void mend() throws IOException, InterruptedException {
    for (ServerSubscription subscription : List.copyOf(inbound.broken())) {
      orphans.addAll(monitor.drop(subscription));
      inbound.broken().remove(subscription);
      missed = true;
    }
    if (!orphans.isEmpty()) {
      List<Source> all = List.copyOf(orphans);
      monitor(all);
      orphans.clear();
      log.debug("{} nodes are monitored", all.size());
      if (missed) {
        unfilled.addAll(all);
        missed = false;
      }
      lookForTrouble();
    } else if (notifications.takeTrouble()) {
      troubled = true;
    }
    if (!unfilled.isEmpty()) {
      history.fill(unfilled);
      unfilled.clear();
    }
  }

  private void lookForTrouble() {
    troubled = sources.all().stream().anyMatch(Source::isTroubled);
  }

  /** If nobody knows which items the server has made, none is to be there. */
  private void monitor(List<Source> all) throws IOException, InterruptedException {
    try {
      monitor.add(all);
    } catch (IOException e) {
      if (!(e instanceof FaultException fault && fault.isAnswer())) {
        inbound.broken().addAll(monitor.subscriptions());
        orphans.removeIf(source -> source.item() != null);
      }
      throw e;
    }
  }

  private void take(Activation current) throws IOException, InterruptedException {
    Event event = queue.next(current, TICK);
    if (event == null) {
      checkSilence();
      return;
    }
    Instant heard = null;
    for (; event != null; event = queue.next(current, Duration.ZERO)) {
      Instant said = take(event);
      heard = said == null ? heard : said;
    }
    long began = System.nanoTime();
    inbound.flush();
    if (System.nanoTime() - began > TICK.toNanos()) {
      monitor.subscriptions().forEach(ServerSubscription::heard); // It was not their silence.
    }
    if (heard != null) {
      history.heard(heard);
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
    ServerSubscription subscription = monitor.subscription(event.answer().getSubscriptionId());
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
      if (event.made() == monitor.made()) {
        inbound.broken().addAll(monitor.subscriptions());
      }
    } else if (status == StatusCodes.Bad_TooManyPublishRequests) {
      queue.tooMany();
    } else if (status != StatusCodes.Bad_Timeout) {
      throw failure;
    }
  }

  /** Three keep-alives are the most that nothing may be heard; checking takes time too. */
  private void checkSilence() throws InterruptedException {
    for (ServerSubscription subscription : monitor.subscriptions()) {
      Duration most = subscription.keepAlive().multipliedBy(5).dividedBy(2);
      if (subscription.silence().compareTo(most) > 0) {
        log.debug("subscription {} is silent", subscription.id());
        subscription.heard();
        if (isAnswered()) {
          inbound.broken().add(subscription);
        } else {
          link.reconnect();
        }
      }
    }
  }

  private boolean isAnswered() throws InterruptedException {
    try {
      link.services().serverTime();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

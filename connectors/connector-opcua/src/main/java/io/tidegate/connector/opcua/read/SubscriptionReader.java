package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.link.Reachability;
import io.tidegate.connector.opcua.link.Reachability.Activation;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.link.SubscriptionServices;
import io.tidegate.connector.opcua.link.SubscriptionServices.Wish;
import io.tidegate.connector.opcua.plan.Plan;
import io.tidegate.connector.opcua.plan.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the server tell what changes. A message is acknowledged when its values are safe; until then
 * the server keeps it, and is asked for it again where it got lost (Part 4, 5.14.1).
 */
public final class SubscriptionReader implements Reader {

  private static final Logger log = LoggerFactory.getLogger(SubscriptionReader.class);

  /** A tick is when to look for silence; and how soon a failure is tried again. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Within this the client library notices that a connection is lost. */
  private static final Duration SHORTLY = Duration.ofMillis(100);

  /** Then the client library makes another one. */
  private static final Set<Long> SESSION_IS_OVER =
      Set.of(
          StatusCodes.Bad_SessionClosed,
          StatusCodes.Bad_SessionIdInvalid,
          StatusCodes.Bad_SessionNotActivated);

  /** A message is repeated soon after it came, or it is another one. */
  private static final int MOST_REPEATED = 1000;

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final SubscriptionServices services;
  private final ServerLink link;
  private final Reachability reachability;
  private final Harvest harvest;
  private final History history;
  private final Told told;
  private final Monitor monitor;
  private final Notifications notifications;
  private final Sources sources = new Sources();
  private final AtomicReference<@Nullable Plan> fresh = new AtomicReference<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** Subscriptions that have to be made anew. */
  private final Set<ServerSubscription> broken = new LinkedHashSet<>();

  /** What nobody monitors, though it should be. */
  private final List<Source> orphans = new ArrayList<>();

  /** What is to be acknowledged once its values are safe. */
  private final List<Delivered> delivered = new ArrayList<>();

  /** When the last message was sent, by the server's clock; null if it is in the books. */
  private @Nullable Instant heard;

  private @Nullable Activation activation;
  private int asked;
  private int mostAsked = Integer.MAX_VALUE;
  private boolean missed = true;

  /** Whether the node ids of the plan are those of the server that answers now. */
  private boolean valid;

  private volatile boolean troubled;

  /**
   * What came of asking for a message.
   *
   * @param made how many subscriptions had been made when it was asked for.
   */
  private record Event(
      long activation, int made, @Nullable PublishResponse answer, @Nullable IOException failure) {}

  /** Subscribes as wished. */
  public SubscriptionReader(
      ServerLink link, Wish wish, Harvest harvest, History history, Told told) {
    this.link = link;
    this.services = link.subscriptions();
    this.reachability = link.reachability();
    this.harvest = harvest;
    this.history = history;
    this.told = told;
    this.monitor = new Monitor(link, wish, told);
    this.notifications =
        new Notifications(link.client().getStaticEncodingContext(), monitor, harvest);
  }

  @Override
  public void adopt(Plan plan) {
    fresh.set(plan);
    events.add(new Event(0, 0, null, null)); // Wakes the reader.
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
        ask(current);
        take(current);
      } catch (IOException e) {
        harvest.flush();
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
    asked = 0;
    if (before != null && !before.sessionId().equals(current.sessionId())) {
      transfer();
      valid = broken.isEmpty();
    }
    for (ServerSubscription subscription : List.copyOf(monitor.subscriptions())) {
      subscription.heard();
      if (!broken.contains(subscription)) {
        republish(subscription, Long.MAX_VALUE);
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
          broken.add(all.get(i));
        }
      }
    } catch (FaultException e) {
      log.debug("the server transfers no subscriptions", e);
      broken.addAll(all);
    }
  }

  /** Asks for messages that came while nobody could hear them, up to one that is there. */
  private void republish(ServerSubscription subscription, long before)
      throws IOException, InterruptedException {
    for (long sequence = subscription.lastSequence() + 1; sequence < before; sequence++) {
      try {
        deliver(subscription, services.republish(subscription.id(), sequence));
      } catch (FaultException e) {
        if (e.status() == StatusCodes.Bad_MessageNotAvailable) {
          if (before != Long.MAX_VALUE) {
            lost(subscription, sequence, before);
          }
          return;
        }
        if (isUnknown(e)) {
          broken.add(subscription);
          return;
        }
        throw e;
      }
    }
  }

  private static boolean isUnknown(FaultException e) {
    return e.status() == StatusCodes.Bad_SubscriptionIdInvalid
        || e.status() == StatusCodes.Bad_NoSubscription
        || e.status() == StatusCodes.Bad_ServiceUnsupported;
  }

  private void lost(ServerSubscription subscription, long first, long before)
      throws IOException, InterruptedException {
    harvest.lost(
        "subscription " + subscription.id(),
        before - first == 1
            ? "notification " + first
            : "notifications " + first + " to " + (before - 1));
    history.fill(List.copyOf(subscription.sources()));
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
    for (ServerSubscription subscription : List.copyOf(broken)) {
      orphans.addAll(monitor.drop(subscription));
      broken.remove(subscription);
      missed = true;
    }
    if (!orphans.isEmpty()) {
      List<Source> all = List.copyOf(orphans);
      monitor(all);
      orphans.clear();
      log.debug("{} nodes are monitored", all.size());
      if (missed) {
        history.fill(all);
        missed = false;
      }
      lookForTrouble();
    } else if (notifications.takeTrouble()) {
      troubled = true;
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
        broken.addAll(monitor.subscriptions());
        orphans.removeIf(source -> source.item() != null);
      }
      throw e;
    }
  }

  /** One request for each subscription may wait at the server, and one is under way. */
  private void ask(Activation current) throws IOException, InterruptedException {
    int wanted = Math.min(mostAsked, monitor.subscriptions().size() + 1);
    if (monitor.subscriptions().isEmpty() || !broken.isEmpty()) {
      return;
    }
    Duration patience = ANSWER;
    List<SubscriptionAcknowledgement> acknowledgements = new ArrayList<>();
    for (ServerSubscription subscription : monitor.subscriptions()) {
      subscription.takeAcknowledgements(acknowledgements);
      Duration quiet = subscription.keepAlive().multipliedBy(3).plus(ANSWER);
      patience = quiet.compareTo(patience) > 0 ? quiet : patience;
    }
    while (asked < wanted) {
      asked++;
      long number = current.number();
      int made = monitor.made();
      services.publish(
          acknowledgements,
          patience,
          (answer, failure) -> events.add(new Event(number, made, answer, failure)));
      acknowledgements = List.of();
    }
  }

  private void take(Activation current) throws IOException, InterruptedException {
    Event event = events.poll(TICK.toNanos(), TimeUnit.NANOSECONDS);
    if (event == null) {
      checkSilence();
      return;
    }
    for (; event != null; event = events.poll()) {
      if (event.activation == current.number()) {
        asked--;
        take(event);
      }
    }
    long began = System.nanoTime();
    harvest.flush();
    boolean wasHeldUp = System.nanoTime() - began > TICK.toNanos();
    for (Delivered each : delivered) {
      each.subscription.acknowledge(each.sequence);
    }
    delivered.clear();
    if (heard != null) {
      history.heard(heard);
      heard = null;
    }
    if (wasHeldUp) {
      monitor.subscriptions().forEach(ServerSubscription::heard);
    }
  }

  /** A message whose values are about to be safe. */
  private record Delivered(ServerSubscription subscription, long sequence) {}

  private void take(Event event) throws IOException, InterruptedException {
    if (event.failure != null) {
      refused(event, event.failure);
    } else if (event.answer != null) {
      ServerSubscription subscription = monitor.subscription(event.answer.getSubscriptionId());
      if (subscription != null) {
        subscription.heard();
        take(subscription, event.answer.getNotificationMessage());
        heard = event.answer.getResponseHeader().getTimestamp().getJavaInstant();
      }
    }
  }

  private void refused(Event event, IOException failure) throws IOException {
    if (failure instanceof FaultException fault) {
      if (fault.status() == StatusCodes.Bad_NoSubscription) {
        if (event.made == monitor.made()) {
          broken.addAll(monitor.subscriptions());
        }
        return;
      }
      if (fault.status() == StatusCodes.Bad_TooManyPublishRequests) {
        mostAsked = Math.max(1, asked);
        return;
      }
      if (fault.status() == StatusCodes.Bad_Timeout) {
        return;
      }
    }
    throw failure;
  }

  private void take(ServerSubscription subscription, NotificationMessage message)
      throws IOException, InterruptedException {
    long sequence = message.getSequenceNumber().longValue();
    long expected = subscription.lastSequence() + 1;
    if (sequence > expected) {
      republish(subscription, sequence);
    }
    if (Notifications.isKeepAlive(message)) {
      subscription.delivered(sequence - 1); // It has the number of the next message.
    } else if (sequence >= expected || isAnotherCount(sequence, expected)) {
      deliver(subscription, message);
    }
  }

  /** After the largest number comes 1; and a server may begin anew. Others are repeated. */
  private static boolean isAnotherCount(long sequence, long expected) {
    return expected - sequence > MOST_REPEATED;
  }

  private void deliver(ServerSubscription subscription, NotificationMessage message) {
    if (notifications.take(message) == Notifications.Fate.ENDED) {
      broken.add(subscription);
    }
    long sequence = message.getSequenceNumber().longValue();
    subscription.delivered(sequence);
    delivered.add(new Delivered(subscription, sequence));
  }

  /** Three keep-alives are the most that nothing may be heard; checking takes time too. */
  private void checkSilence() throws IOException, InterruptedException {
    for (ServerSubscription subscription : monitor.subscriptions()) {
      Duration most = subscription.keepAlive().multipliedBy(5).dividedBy(2);
      if (subscription.silence().compareTo(most) > 0) {
        log.debug("subscription {} is silent", subscription.id());
        subscription.heard();
        if (isAnswered()) {
          broken.add(subscription);
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

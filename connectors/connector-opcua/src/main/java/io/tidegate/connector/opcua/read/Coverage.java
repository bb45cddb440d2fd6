package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.FaultException;
import io.tidegate.connector.opcua.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that all that is planned is monitored, or read where the server has no room, and that
 * what was missed is read from the history. For the thread that reads.
 */
final class Coverage {

  private static final Logger log = LoggerFactory.getLogger(Coverage.class);

  private final Subscribed subscribed;
  private final Monitor monitor;
  private final Surplus surplus;
  private final History history;

  /** What nobody monitors, though it should be. */
  private final Set<Source> orphans = new LinkedHashSet<>();

  /** What has missed something. */
  private final Set<Source> unfilled = new LinkedHashSet<>();

  /** Whether something may have been missed; at first, since the session before. */
  private boolean missed = true;

  private volatile boolean troubled;

  Coverage(Subscribed subscribed, Monitor monitor, Surplus surplus, History history) {
    this.subscribed = subscribed;
    this.monitor = monitor;
    this.surplus = surplus;
    this.history = history;
  }

  /** What a session before may have left without cover is covered first. */
  void begin() {
    subscribed.sources().all().stream()
        .filter(source -> source.item() == null)
        .forEach(orphans::add);
  }

  /** From any thread: whether there are sources whose nodes should be looked for again. */
  boolean hasTrouble() {
    return troubled;
  }

  /** Some nodes are said to be gone. */
  void trouble() {
    troubled = true;
  }

  /** These have given values that the server could not keep. */
  void missed(Collection<Source> sources) {
    unfilled.addAll(sources);
  }

  /** There was an outage. What is in no queue has missed something. */
  void resumed() {
    unfilled.addAll(surplus.all());
    subscribed.sources().all().stream().filter(source -> !source.isQueued()).forEach(unfilled::add);
  }

  /** Whether nothing is left to be read from the history. */
  boolean isFilled() {
    return unfilled.isEmpty();
  }

  void adopt(Plan plan) throws IOException, InterruptedException {
    Sources.Change change = subscribed.sources().adopt(plan);
    Set<Source> removed = Set.copyOf(change.removed());
    orphans.removeAll(removed);
    unfilled.removeAll(removed);
    surplus.remove(removed);
    orphans.addAll(change.added());
    if (!removed.isEmpty()) {
      orphans.addAll(surplus.takeAll());
    }
    List<Source> again =
        subscribed.sources().all().stream()
            .filter(source -> source.isTroubled() && !orphans.contains(source))
            .toList();
    orphans.addAll(again);
    monitor.remove(change.removed());
    monitor.remove(again);
    lookForTrouble();
  }

  /** Makes anew what has broken, and then reads what was missed meanwhile. */
  void mend(Set<ServerSubscription> broken) throws IOException, InterruptedException {
    for (ServerSubscription subscription : List.copyOf(broken)) {
      orphans.addAll(monitor.drop(subscription));
      orphans.addAll(surplus.takeAll());
      broken.remove(subscription);
      missed = true;
    }
    orphans.addAll(surplus.takeForRetry());
    if (!orphans.isEmpty()) {
      monitorOrphans(broken);
    }
    fill();
  }

  /** Reads some of what is not monitored, if it is time. */
  void readDue() throws IOException, InterruptedException {
    surplus.readDue();
  }

  private void monitorOrphans(Set<ServerSubscription> broken)
      throws IOException, InterruptedException {
    List<Source> all = List.copyOf(orphans);
    try {
      surplus.add(monitor.add(all));
    } catch (IOException e) {
      boolean answered = e instanceof FaultException fault && fault.isAnswer();
      for (ServerSubscription subscription : subscribed.all()) {
        if (!answered || subscription.isDoubtful()) {
          broken.add(subscription);
        }
      }
      orphans.removeIf(source -> source.item() != null);
      throw e;
    }
    orphans.clear();
    log.debug("{} nodes are covered", all.size());
    if (missed) {
      unfilled.addAll(all);
      missed = false;
    }
    lookForTrouble();
  }

  /** Reads what was missed. */
  void fill() throws IOException, InterruptedException {
    if (!unfilled.isEmpty()) {
      history.fill(List.copyOf(unfilled));
      unfilled.clear();
    }
  }

  /** How long there is nothing to do here. */
  Duration quiet(Duration most) {
    return surplus.quiet(most);
  }

  private void lookForTrouble() {
    troubled = subscribed.sources().all().stream().anyMatch(Source::isTroubled);
  }
}

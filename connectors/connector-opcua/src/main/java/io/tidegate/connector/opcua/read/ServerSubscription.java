package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.SubscriptionServices.Created;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;

/** A subscription as it is on the server. For the thread that reads. */
final class ServerSubscription {

  private final UInteger id;
  private final Duration keepAlive;
  private final Set<Source> sources = new LinkedHashSet<>();
  private final List<SubscriptionAcknowledgement> acknowledgements = new ArrayList<>();
  private long lastSequence;
  private long heardNanos = System.nanoTime();
  private boolean full;
  private boolean doubtful;

  ServerSubscription(Created created) {
    this.id = created.id();
    this.keepAlive = created.keepAlive();
  }

  UInteger id() {
    return id;
  }

  Duration keepAlive() {
    return keepAlive;
  }

  Set<Source> sources() {
    return sources;
  }

  /** The number of the last message that was handed over; 0 before the first. */
  long lastSequence() {
    return lastSequence;
  }

  /** A message has been handed over. */
  void delivered(long sequence) {
    lastSequence = sequence;
  }

  /** A message was handed over for good: the server need not keep it. */
  void acknowledge(long sequence) {
    acknowledgements.add(new SubscriptionAcknowledgement(id, Unsigned.uint(sequence)));
  }

  /** What is to be acknowledged, and then is. */
  void takeAcknowledgements(List<SubscriptionAcknowledgement> into) {
    into.addAll(acknowledgements);
    acknowledgements.clear();
  }

  void heard() {
    heardNanos = System.nanoTime();
  }

  /** How long it has said nothing. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  boolean isFull() {
    return full;
  }

  /** The server takes no more items for it. */
  void fill() {
    full = true;
  }

  /** Nobody knows which items the server has made: none is to be there, and so it has to go. */
  void doubt() {
    doubtful = true;
  }

  boolean isDoubtful() {
    return doubtful;
  }

  /** Items of it were deleted. */
  void makeRoom() {
    full = false;
  }
}

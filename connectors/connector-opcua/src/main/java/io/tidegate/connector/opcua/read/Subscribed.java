package io.tidegate.connector.opcua.read;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a server and what is in them. Outlives a session that was lost, since the
 * server may keep them, and what it has queued, for the next one. For the thread that reads.
 */
public final class Subscribed {

  private final Map<UInteger, ServerSubscription> subscriptions = new LinkedHashMap<>();
  private final Handles handles = new Handles();
  private final Sources sources = new Sources();

  /** Whose they are, and of which start of the server: another one may number them alike. */
  private @Nullable NodeId session;

  private @Nullable DateTime serverStart;
  private int made;
  private boolean left;

  /** A session begins: what the one before has left in good order is its own. */
  void inherit() {
    if (left) {
      sources.all().forEach(Source::endBatch);
      left = false;
    } else {
      subscriptions.clear();
      handles.clear();
      sources.clear();
      session = null;
    }
  }

  /** A session has lost the server. All that it has heard is safe. */
  void leave() {
    left = true;
  }

  boolean isOf(NodeId wanted) {
    return wanted.equals(session);
  }

  boolean isOfStart(@Nullable DateTime start) {
    return start != null && start.equals(serverStart);
  }

  void belongTo(NodeId owner, @Nullable DateTime start) {
    session = owner;
    serverStart = start;
  }

  Sources sources() {
    return sources;
  }

  Handles handles() {
    return handles;
  }

  Collection<ServerSubscription> all() {
    return subscriptions.values();
  }

  /** To be gone through while it changes. */
  List<ServerSubscription> copy() {
    return List.copyOf(subscriptions.values());
  }

  @Nullable ServerSubscription get(UInteger id) {
    return subscriptions.get(id);
  }

  void add(ServerSubscription subscription) {
    subscriptions.put(subscription.id(), subscription);
    made++;
  }

  /** What it had monitored is no longer. */
  List<Source> remove(ServerSubscription subscription) {
    subscriptions.remove(subscription.id());
    List<Source> orphans = List.copyOf(subscription.sources());
    handles.forget(orphans);
    if (subscriptions.isEmpty()) {
      handles.clear();
    }
    orphans.forEach(source -> source.item(null));
    return orphans;
  }

  /** How many were made so far. */
  int made() {
    return made;
  }
}

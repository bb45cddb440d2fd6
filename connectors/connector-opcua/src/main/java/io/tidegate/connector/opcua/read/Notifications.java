package io.tidegate.connector.opcua.read;

import io.tidegate.connector.opcua.link.Statuses;
import io.tidegate.connector.opcua.plan.Told;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.DataChangeNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.eclipse.milo.opcua.stack.core.types.structured.NotificationMessage;
import org.eclipse.milo.opcua.stack.core.types.structured.StatusChangeNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is in the messages of subscriptions. */
final class Notifications {

  private static final Logger log = LoggerFactory.getLogger(Notifications.class);

  private static final Set<Long> NODE_IS_GONE =
      Set.of(StatusCodes.Bad_NodeIdUnknown, StatusCodes.Bad_NodeIdInvalid);

  /** Of a value before which others were lost (Part 4, 7.39.1). */
  private static final long OVERFLOW = 0x480;

  private final Decoding decoding;
  private final Handles handles;
  private final Harvest harvest;
  private final Told told;
  private final Set<Source> overflowed = new LinkedHashSet<>();
  private boolean trouble;

  Notifications(EncodingContext encoding, Handles handles, Harvest harvest, Told told) {
    this.decoding = new Decoding(encoding);
    this.handles = handles;
    this.harvest = harvest;
    this.told = told;
  }

  /** Whether the subscription lives on. */
  enum Fate {
    LIVES,
    /** Another session has taken it over; the one before that, if it is a message of before. */
    TRANSFERRED,
    ENDED
  }

  /** Whether, since it was last asked, a node was said to be gone. */
  boolean takeTrouble() {
    boolean was = trouble;
    trouble = false;
    return was;
  }

  /** Those whose queues, since it was last asked, could not keep all values. */
  List<Source> takeOverflowed() {
    if (overflowed.isEmpty()) {
      return List.of();
    }
    List<Source> all = List.copyOf(overflowed);
    overflowed.clear();
    return all;
  }

  static boolean isKeepAlive(NotificationMessage message) {
    return message.getNotificationData() == null || message.getNotificationData().length == 0;
  }

  /** Adds the values of a message to the harvest. */
  Fate take(ServerSubscription subscription, NotificationMessage message) {
    Fate fate = Fate.LIVES;
    ExtensionObject[] data = message.getNotificationData();
    for (int i = 0; data != null && i < data.length; i++) {
      try {
        switch (decoding.read(data[i])) {
          case DataChangeNotification changes -> take(changes);
          case StatusChangeNotification change -> fate = fate(change.getStatus());
          default -> {
            // Events were not asked for.
          }
        }
      } catch (Decoding.UnreadableException e) {
        harvest.notUnderstood("subscription " + subscription.id(), String.valueOf(e.getMessage()));
        told.once("a message is not understood: " + e.getMessage());
      }
    }
    return fate;
  }

  private static Fate fate(StatusCode status) {
    log.debug("status of a subscription: {}", Statuses.name(status));
    if (status.isBad()) {
      return Fate.ENDED;
    }
    return Statuses.is(status, StatusCodes.Good_SubscriptionTransferred)
        ? Fate.TRANSFERRED
        : Fate.LIVES;
  }

  private void take(DataChangeNotification changes) {
    MonitoredItemNotification[] items = changes.getMonitoredItems();
    if (items == null) {
      return;
    }
    for (MonitoredItemNotification item : items) {
      Source source = handles.source(item.getClientHandle());
      if (source != null) {
        long status = item.getValue().statusCode().value();
        if (status != 0) {
          boolean gone = NODE_IS_GONE.contains(status);
          source.troubled(gone);
          trouble |= gone;
          if ((status & OVERFLOW) == OVERFLOW) {
            overflowed.add(source);
          }
        }
        harvest.add(source, item.getValue());
      }
    }
  }
}

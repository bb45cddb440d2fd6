package io.tidegate.engine.deliver;

import io.tidegate.uplink.Delivery.Announcement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the device on whose announcement the platform closes the connection, such as one whose name
 * it can't bear. Outlives connections.
 *
 * <p>A device whose announcement was left unanswered by several connections in a row is announced
 * alone, before anything else of any device. The loss of a connection then counts against it only
 * if another device had just been taken: so neither an outage nor a platform that takes no devices
 * at all excludes a good one.
 */
final class DeviceSuspicion {

  private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

  /** Connections that end before a device is suspected, and then with it alone. */
  private static final int LOSSES = 3;

  private final Map<String, Suspect> suspects = new LinkedHashMap<>();
  private final Map<String, String> excluded = new ConcurrentHashMap<>();

  /** A connection has ended without an answer to these. */
  synchronized void lost(List<Announcement> unanswered) {
    Map<String, Suspect> before = new HashMap<>(suspects);
    suspects.clear();
    for (Announcement announcement : unanswered) {
      String name = announcement.device().name();
      Suspect known = before.getOrDefault(name, new Suspect(announcement, 0, 0));
      suspects.put(name, known.lostAgain());
    }
  }

  /** Whether a device is to be announced alone. */
  synchronized boolean active() {
    return suspects.values().stream().anyMatch(Suspect::isDue);
  }

  /** Those to be announced alone. In no fixed order, since one may stand in another's way. */
  synchronized List<Announcement> due() {
    List<Suspect> due = new ArrayList<>(suspects.values().stream().filter(Suspect::isDue).toList());
    Collections.shuffle(due);
    due.sort(Comparator.comparingInt(Suspect::strikes).reversed());
    return due.stream().map(Suspect::announcement).toList();
  }

  /** The platform has answered it. */
  synchronized void cleared(Announcement announcement) {
    suspects.remove(announcement.device().name());
  }

  /** The connection has ended on one of these. */
  synchronized void narrowed(List<Announcement> group) {
    Set<String> names = new HashSet<>();
    group.forEach(each -> names.add(each.device().name()));
    suspects.keySet().retainAll(names);
  }

  /** The connection has ended on it alone, and had taken another just before. */
  synchronized void struck(Announcement announcement, String cause) {
    String name = announcement.device().name();
    Suspect suspect = suspects.getOrDefault(name, new Suspect(announcement, LOSSES, 0)).struck();
    suspects.put(name, suspect);
    if (suspect.strikes >= LOSSES) {
      log.warn(
          "The platform closes the connection when it is told of the device {} ({}): the device is"
              + " left out, its records are put aside",
          name,
          cause);
      excluded.put(name, "the platform closes the connection on the name of the device: " + cause);
      // What went together with it is not suspected any more.
      suspects.clear();
    }
  }

  /** Why nothing of a device is to be sent; null if it is. */
  @Nullable String verdict(String device) {
    return excluded.isEmpty() ? null : excluded.get(device);
  }

  private record Suspect(Announcement announcement, int losses, int strikes) {

    Suspect lostAgain() {
      return new Suspect(announcement, losses + 1, strikes);
    }

    Suspect struck() {
      return new Suspect(announcement, losses, strikes + 1);
    }

    boolean isDue() {
      return losses >= LOSSES;
    }
  }
}

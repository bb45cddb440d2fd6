package io.tidegate.connector.mqtt;

import io.tidegate.support.TopicFilter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A subscription that mappings need.
 *
 * @param qos the highest that is wanted.
 */
record Subscription(TopicFilter filter, int qos) {

  /** One for each filter, in the order of the configuration. */
  static List<Subscription> distinct(List<Subscription> wanted) {
    Map<String, Subscription> byFilter = new LinkedHashMap<>();
    for (Subscription each : wanted) {
      byFilter.merge(
          each.filter.source(), each, (a, b) -> new Subscription(a.filter, Math.max(a.qos, b.qos)));
    }
    return List.copyOf(byFilter.values());
  }

  /**
   * The fewest subscriptions that bring all the messages. A broker may send a message once for
   * every subscription that it matches (MQTT 5, 3.3.4), and nothing tells the copies apart from
   * messages that are alike; so a filter is left out where a wider one, with the higher QoS of
   * both, brings its messages anyway. Filters that overlap only in part, such as {@code a/+/c} and
   * {@code a/b/+}, both stay.
   */
  static List<Subscription> widest(List<Subscription> wanted) {
    List<Subscription> widest = new ArrayList<>();
    for (Subscription each : wanted) {
      if (wanted.stream().noneMatch(other -> other.coversMoreThan(each))) {
        int qos =
            wanted.stream()
                .filter(other -> each.filter.covers(other.filter))
                .mapToInt(Subscription::qos)
                .max()
                .orElse(each.qos);
        widest.add(new Subscription(each.filter, qos));
      }
    }
    return widest;
  }

  /**
   * The broker's reason for each subscription that it refused.
   *
   * @param codes of its answer: one for each subscription, in their order.
   */
  static <C extends Enum<C>> Map<Subscription, String> refused(
      List<Subscription> asked, List<C> codes, Predicate<C> isRefusal) {
    Map<Subscription, String> refused = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      if (isRefusal.test(codes.get(i))) {
        refused.put(asked.get(i), LinkFutures.words(codes.get(i).name()));
      }
    }
    return refused;
  }

  /** A filter covers itself too. */
  private boolean coversMoreThan(Subscription other) {
    return filter.covers(other.filter) && !other.filter.covers(filter);
  }
}

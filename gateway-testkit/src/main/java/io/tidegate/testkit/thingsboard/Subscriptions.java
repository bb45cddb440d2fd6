package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.mqtt.TopicFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one client wants to be told. Safe for several threads. */
final class Subscriptions {

  private record Subscription(TopicFilter filter, int qos) {}

  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

  int add(String text, int qos) {
    TopicFilter filter = new TopicFilter(text);
    if (!filter.isValid() || !text.startsWith("v1/")) {
      return ReasonCode.TOPIC_FILTER_INVALID;
    }
    remove(text);
    subscriptions.add(new Subscription(filter, qos));
    return qos;
  }

  void remove(String text) {
    subscriptions.removeIf(subscription -> subscription.filter().text().equals(text));
  }

  /** The filters with their QoS, such as {@code v1/gateway/rpc 1}, oldest first. */
  List<String> all() {
    return subscriptions.stream().map(each -> each.filter().text() + ' ' + each.qos()).toList();
  }

  /** The QoS for a topic, or -1 if the client does not want to be told. */
  int qosOf(String topic) {
    return subscriptions.stream()
        .filter(subscription -> subscription.filter().matches(topic))
        .mapToInt(Subscription::qos)
        .max()
        .orElse(-1);
  }
}

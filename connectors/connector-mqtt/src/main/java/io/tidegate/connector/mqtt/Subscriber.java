package io.tidegate.connector.mqtt;

import io.tidegate.connector.Rejection;
import io.tidegate.support.TopicFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Subscribes to the widest filters; where the broker refuses one, to those that it would have
 * covered. A refused filter is a fault of its mapping only, as long as any other is granted.
 */
final class Subscriber {

  /** Some brokers limit the size of a packet. */
  private static final int MOST_AT_ONCE = 100;

  private final String endpoint;
  private final BrokerLink link;
  private final Consumer<Rejection> told;
  private final List<Subscription> granted = new CopyOnWriteArrayList<>();
  private final List<Subscription> refused = new ArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);

  /**
   * Creates the subscriber of a connection.
   *
   * @param told of each filter that the broker refuses; its own reason to be counted under, so that
   *     each is seen.
   */
  Subscriber(String endpoint, BrokerLink link, Consumer<Rejection> told) {
    this.endpoint = endpoint;
    this.link = link;
    this.told = told;
  }

  /**
   * Subscribes.
   *
   * @throws IOException if the broker grants nothing; it may do so another time.
   */
  void subscribe(List<Subscription> wanted) throws IOException, InterruptedException {
    try {
      subscribeAll(wanted);
    } finally {
      done.countDown();
    }
  }

  /** Whether the messages of a filter come anyway; waits until all is subscribed to. */
  boolean covers(TopicFilter filter) throws InterruptedException {
    done.await();
    return granted.stream().anyMatch(each -> each.filter().covers(filter));
  }

  private void subscribeAll(List<Subscription> wanted) throws IOException, InterruptedException {
    String reasons = "";
    for (List<Subscription> next = next(wanted); !next.isEmpty(); next = next(wanted)) {
      Map<Subscription, String> answer = link.subscribe(next);
      granted.addAll(next);
      granted.removeAll(answer.keySet());
      refused.addAll(answer.keySet());
      if (!answer.isEmpty()) {
        reasons = describe(answer);
        answer.forEach(this::tell);
      }
    }
    if (granted.isEmpty() && !wanted.isEmpty()) {
      throw new IOException("the broker refused every subscription: " + reasons);
    }
  }

  private List<Subscription> next(List<Subscription> wanted) {
    List<Subscription> open =
        Subscription.widest(wanted.stream().filter(each -> !isIn(refused, each)).toList());
    return open.stream().filter(each -> !isIn(granted, each)).limit(MOST_AT_ONCE).toList();
  }

  /** By filter: the QoS of a subscription depends on what else is wanted. */
  private static boolean isIn(List<Subscription> list, Subscription subscription) {
    String filter = subscription.filter().source();
    return list.stream().anyMatch(each -> each.filter().source().equals(filter));
  }

  private void tell(Subscription refusedNow, String reason) {
    String filter = refusedNow.filter().source();
    told.accept(
        new Rejection(
            endpoint, "no subscription to " + filter, "the broker refused it: " + reason));
  }

  private static String describe(Map<Subscription, String> refused) {
    return refused.entrySet().stream()
        .map(entry -> entry.getKey().filter() + " (" + entry.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}

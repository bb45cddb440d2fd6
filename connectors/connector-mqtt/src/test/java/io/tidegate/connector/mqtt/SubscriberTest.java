package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.Rejection;
import io.tidegate.support.TopicFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubscriberTest {

  private final List<Rejection> told = new ArrayList<>();

  @Test
  void whereAWideFilterIsRefusedTheOnesItCoversAreAskedFor() throws Exception {
    Acl acl = new Acl(Set.of("a/#"));
    new Subscriber("e", acl, told::add).subscribe(wanted("a/#", "a/b", "a/+", "c"));
    assertThat(acl.granted).containsExactlyInAnyOrder("c", "a/+");
  }

  @Test
  void aRefusedFilterCostsTheOthersNothing() throws Exception {
    Acl acl = new Acl(Set.of("a"));
    new Subscriber("e", acl, told::add).subscribe(wanted("a", "b"));
    assertThat(acl.granted).containsExactly("b");
    assertThat(told)
        .containsExactly(
            new Rejection("e", "no subscription to a", "the broker refused it: not authorized"));
  }

  @Test
  void aBrokerThatGrantsNothingIsTriedAgainLater() {
    assertThatThrownBy(
            () -> new Subscriber("e", new Acl(Set.of("a")), told::add).subscribe(wanted("a")))
        .isInstanceOf(IOException.class)
        .hasMessage("the broker refused every subscription: a (not authorized)");
  }

  @Test
  void manyFiltersGoInSeveralPackets() throws Exception {
    Acl acl = new Acl(Set.of());
    List<Subscription> wanted = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      wanted.add(new Subscription(TopicFilter.compile("topic/" + i), 1));
    }
    new Subscriber("e", acl, told::add).subscribe(wanted);
    assertThat(acl.granted).hasSize(250);
    assertThat(acl.packets).isEqualTo(3);
  }

  private static List<Subscription> wanted(String... filters) {
    return Arrays.stream(filters).map(f -> new Subscription(TopicFilter.compile(f), 1)).toList();
  }

  /** A broker with an access list. */
  private static final class Acl implements BrokerLink {

    private final Set<String> forbidden;
    private final List<String> granted = new ArrayList<>();
    private int packets;

    Acl(Set<String> forbidden) {
      this.forbidden = forbidden;
    }

    @Override
    public void connect() {}

    @Override
    public Map<Subscription, String> subscribe(List<Subscription> subscriptions) {
      packets++;
      Map<Subscription, String> refused = new LinkedHashMap<>();
      for (Subscription each : subscriptions) {
        if (forbidden.contains(each.filter().source())) {
          refused.put(each, "not authorized");
        } else {
          granted.add(each.filter().source());
        }
      }
      return refused;
    }

    @Override
    public CompletableFuture<?> unsubscribe(List<String> filters) {
      granted.removeAll(filters);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void publish(Outgoing message) {}

    @Override
    public void close() {}
  }
}

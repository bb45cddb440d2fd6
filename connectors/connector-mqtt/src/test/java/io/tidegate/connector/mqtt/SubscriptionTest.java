package io.tidegate.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.support.TopicFilter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  @Test
  void ofFiltersThatAreAlikeOneStaysWithTheHighestQos() {
    assertThat(widest("a/b 0", "a/b 2", "a/b 1")).containsExactly("a/b 2");
  }

  // A broker may send a message once for each subscription that it matches.
  @Test
  void aFilterThatAnotherCoversIsLeftOutAndRaisesItsQos() {
    assertThat(widest("a/+/c 1", "a/# 0", "b 0")).containsExactly("a/# 1", "b 0");
  }

  @Test
  void filtersThatOverlapInPartBothStay() {
    assertThat(widest("a/+/c 1", "a/b/+ 1")).containsExactly("a/+/c 1", "a/b/+ 1");
  }

  @Test
  void sharedSubscriptionsStandAlone() {
    assertThat(widest("# 1", "$share/g/a 1")).containsExactly("# 1", "$share/g/a 1");
  }

  private static List<String> widest(String... wanted) {
    List<Subscription> subscriptions =
        Arrays.stream(wanted)
            .map(text -> text.split(" ", -1))
            .map(p -> new Subscription(TopicFilter.compile(p[0]), Integer.parseInt(p[1])))
            .toList();
    return Subscription.widest(Subscription.distinct(subscriptions)).stream()
        .map(each -> each.filter() + " " + each.qos())
        .toList();
  }
}

package io.tidegate.engine.deliver;

import static io.tidegate.engine.fixture.Numbered.count;
import static io.tidegate.engine.fixture.Numbered.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.data.Device;
import io.tidegate.engine.fixture.Gateway;
import io.tidegate.engine.ingest.EndpointSink;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Which devices the platform is told of, and when. */
class DeviceAnnouncementTest extends DeliveryFixture {

  // A device that only receives commands would otherwise stay deaf after a reconnect.
  @Test
  void everyReachableDeviceIsAnnouncedOnEveryConnect() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      gateway.start();
      EndpointSink sink = gateway.connector("c").sink();
      sink.online(new Device("silent", "default"));
      sink.online(new Device("gone", "default"));
      sink.offline(new Device("gone", "default"));
      await().until(() -> platform.events().contains("announce silent"));
      platform.down();
      platform.up();

      await().until(() -> count(platform.events(), "announce silent") == 2);
      List<String> second = platform.events();
      assertThat(second.subList(second.lastIndexOf("open"), second.size()))
          .doesNotContain("announce gone");
    }
  }

  @Test
  void aDeviceIsWithdrawnAfterItsData() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 50);
      gateway.start();
      await().until(gateway::delivered);
      CountDownLatch held = new CountDownLatch(1);
      platform.answerAfter(held);
      store(sink, "D", 50, 1);
      sink.offline(new Device("D", "default"));
      await().until(() -> platform.arrivals() == 51);
      assertThat(platform.events()).doesNotContain("withdraw D");
      held.countDown();

      await().until(() -> platform.events().contains("withdraw D"));
      store(sink, "D", 51, 1);
      await().until(() -> platform.events().getLast().equals("data D"));
      assertThat(platform.events()).endsWith("withdraw D", "announce D", "data D");
    }
  }

  // Otherwise the platform would take it for connected for ever.
  @Test
  void aDeviceThatLeftDuringAnOutageIsWithdrawnAfterItsBacklog() throws Exception {
    try (Gateway gateway = gateway(NO_OVERTAKING)) {
      EndpointSink sink = gateway.connector("c").sink();
      store(sink, "D", 0, 50);
      sink.offline(new Device("D", "default"));
      gateway.start();
      await().until(() -> platform.events().contains("withdraw D"));

      assertThat(platform.events()).endsWith("data D", "withdraw D");
      assertThat(count(platform.events(), "data D")).isEqualTo(50);
    }
  }
}

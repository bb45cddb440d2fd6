package io.tidegate.thingsboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.gateway.RateLimit;
import io.tidegate.config.gateway.RateLimits;
import io.tidegate.config.gateway.RateLimits.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OutboxTest {

  private static final RateLimits ONE_AN_HOUR =
      new RateLimits(
          Rates.NONE, new Rates(RateLimit.NONE, RateLimit.parse("1:3600"), RateLimit.NONE));

  private final List<String> published = new ArrayList<>();

  // The limit is looked at without the lock, so that nobody waits for it whom it does not concern.
  @Test
  @Timeout(10)
  void limitsToldJustWhenAMessageFindsThatItHasToWaitLetItGo() throws Exception {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    RateLimiter limiter =
        new RateLimiter(
            ONE_AN_HOUR,
            () -> {
              meanwhile.getAndSet(() -> {}).run();
              return 0;
            });
    Outbox outbox = new Outbox(new NotingLink(), limiter, 10, Duration.ofMinutes(1));
    outbox.publish(MessageClass.DEVICE_DATA, "first", new byte[1], 1, new Batch());
    meanwhile.set(() -> {
      limiter.update(RateLimits.NONE);
      outbox.resize(10);
    });
    outbox.publish(MessageClass.DEVICE_DATA, "second", new byte[1], 1, new Batch());
    assertThat(published).containsExactly("first", "second");
  }

  /** Puts nothing on any wire. */
  private final class NotingLink implements MqttLink {

    @Override
    public Terms open() {
      return Terms.NONE;
    }

    @Override
    public void subscribe(String filter, int qos) {}

    @Override
    public void publish(String topic, int qos, byte[] payload, AckListener listener) {
      published.add(topic);
    }

    @Override
    public void close() {}
  }
}

package io.tidegate.engine.downlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidegate.connector.Downlink;
import io.tidegate.connector.Downlink.AttributeUpdate;
import io.tidegate.connector.Downlink.RpcRequest;
import io.tidegate.connector.Downlink.ToDevice;
import io.tidegate.connector.Reply;
import io.tidegate.data.Device;
import io.tidegate.data.Value;
import io.tidegate.engine.device.DeviceRegistry;
import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.SystemPulse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many requests to many devices over sessions that come, go, fail and hang. Each request carries
 * its number and the time when it is over; what the sessions do with them is checked afterwards.
 */
@Timeout(60)
class RandomRequestsTest {

  private static final int REQUESTS = 10_000;
  private static final int DEVICES = 50;
  private static final int ENDPOINTS = 10;

  /** The last device is served by an endpoint of its own and always answers at once. */
  private static final int WELL = DEVICES - 1;

  private final WatchedPulse pulse = new WatchedPulse();
  private final DeviceRegistry registry = new DeviceRegistry(1_000, pulse);
  private final Outlets outlets = new Outlets(registry);
  private final DownlinkRouter router = new DownlinkRouter(outlets, pulse);
  private final List<Outlet> endpoints = new ArrayList<>();
  private final Map<String, List<Long>> carriedOut = new ConcurrentHashMap<>();
  private final Map<String, Thread> busy = new ConcurrentHashMap<>();
  private final Map<Long, Long> overAt = new ConcurrentHashMap<>();
  private final List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
  private final List<AtomicInteger> answers =
      IntStream.range(0, REQUESTS).mapToObj(_ -> new AtomicInteger()).toList();

  @Test
  void eachRequestHasOneAnswerInItsOrderAndInItsTimeWhateverTheSessionsDo() throws Exception {
    Random random = new Random(Long.getLong("tidegate.seed", 20_261_122));
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(outlets.add("c" + i % 3));
    }
    for (int i = 0; i < DEVICES; i++) {
      report(i, i % (ENDPOINTS - 1));
    }
    report(WELL, ENDPOINTS - 1);
    endpoints.getLast().opened(new TestSession(this::wellDone));
    for (int number = 0; number < REQUESTS; number++) {
      disturb(random);
      request(number, random);
      if (number % 20 == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
      }
    }
    endpoints.forEach(endpoint -> endpoint.opened(TestSession.willing()));
    await().atMost(Duration.ofSeconds(20)).until(() -> router.lanes() == 0);
    check();
    pulse.close();
  }

  private void disturb(Random random) {
    int endpoint = random.nextInt(ENDPOINTS - 1);
    switch (random.nextInt(60)) {
      case 0, 1 -> endpoints.get(endpoint).opened(new TestSession(this::anyhow));
      case 2 -> endpoints.get(endpoint).closed();
      case 3 -> report(random.nextInt(WELL), endpoint);
      case 4 -> {
        Outlet old = endpoints.get(endpoint);
        endpoints.set(endpoint, outlets.add(old.connector()));
        old.retire();
      }
      default -> {}
    }
  }

  private void report(int device, int endpoint) {
    registry.online(device(device), endpoints.get(endpoint).connector());
    endpoints.get(endpoint).reported("D" + device);
  }

  private void request(int number, Random random) {
    int device = random.nextInt(DEVICES);
    if (random.nextInt(5) == 0) {
      Map<String, Value> values = Map.of("n", new Value.Int(number));
      send(number, new AttributeUpdate(device(device), values, List.of()));
    } else {
      Duration quick = Duration.ofMillis(1 + random.nextInt(80));
      Duration limit = device == WELL ? Duration.ofSeconds(20) : quick;
      send(number, new RpcRequest(device(device), number, "m", new Value.Json("null"), limit));
      // Its time began before.
      overAt.put((long) number, pulse.nanos() + limit.toNanos());
    }
  }

  private void send(int number, ToDevice request) {
    router.toDevice(
        request,
        reply -> {
          answers.get(number).incrementAndGet();
          if (request.device().equals(device(WELL))) {
            expect(reply instanceof Reply.Done, number + " to the well device: " + reply);
          }
        });
  }

  private Reply wellDone(Downlink request) {
    begin(request);
    end(request);
    return new Reply.Done();
  }

  private Reply anyhow(Downlink request) throws IOException, InterruptedException {
    begin(request);
    try {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      return switch (random.nextInt(12)) {
        case 0 -> throw new IOException("no answer");
        case 1 -> throw new IllegalStateException("bug (this test wants it)");
        case 2 -> new Reply.Unsupported();
        case 3 -> {
          if (request instanceof RpcRequest) {
            Thread.sleep(Duration.ofMinutes(10));
          }
          yield new Reply.Done();
        }
        case 4 -> {
          Thread.sleep(random.nextInt(5));
          yield new Reply.Answered(new Value.Int(1));
        }
        case 5 -> {
          Thread.currentThread().interrupt();
          yield new Reply.Done();
        }
        default -> new Reply.Done();
      };
    } finally {
      end(request);
    }
  }

  private void begin(Downlink request) {
    String device = ((ToDevice) request).device().name();
    expect(busy.put(device, Thread.currentThread()) == null, device + " is asked twice at once");
    expect(!Thread.currentThread().isInterrupted() || isOver(request), "an interrupt leaked");
    long number =
        switch ((ToDevice) request) {
          case RpcRequest rpc -> rpc.id();
          case AttributeUpdate update ->
              ((Value.Int) update.values().values().iterator().next()).value();
        };
    Long over = overAt.get(number);
    // A thread may be put aside after its last look at the clock: that look counts.
    Long look = pulse.lastLook();
    if (over != null) {
      expect(look != null && look - over < 0, number + " begins after its time");
    }
    carriedOut.computeIfAbsent(device, _ -> new ArrayList<>()).add(number);
  }

  private boolean isOver(Downlink request) {
    return request instanceof RpcRequest rpc && answers.get((int) rpc.id()).get() > 0;
  }

  private void end(Downlink request) {
    busy.remove(((ToDevice) request).device().name());
  }

  private void expect(boolean right, String otherwise) {
    if (!right) {
      wrong.add(otherwise);
    }
  }

  private void check() {
    await().untilAsserted(() -> assertThat(answers).allMatch(count -> count.get() == 1));
    assertThat(wrong).isEmpty();
    // An update is tried again where a connection was lost.
    carriedOut.forEach((device, numbers) ->
        assertThat(numbers.stream().distinct().toList()).as(device).isSorted());
    assertThat(carriedOut).hasSize(DEVICES);
  }

  private static Device device(int number) {
    return new Device("D" + number, "default");
  }

  /** Remembers of each thread when it looked at it last. */
  private static final class WatchedPulse implements Pulse, AutoCloseable {

    private final SystemPulse pulse = new SystemPulse();
    private final ThreadLocal<@Nullable Long> looks = new ThreadLocal<>();

    @Override
    public long millis() {
      return pulse.millis();
    }

    @Override
    public long nanos() {
      long now = pulse.nanos();
      looks.set(now);
      return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
      return pulse.after(delay, task);
    }

    /** What this thread saw; null if it has not looked since it was asked this. */
    @Nullable Long lastLook() {
      Long look = looks.get();
      looks.remove();
      return look;
    }

    @Override
    public void close() {
      pulse.close();
    }
  }
}

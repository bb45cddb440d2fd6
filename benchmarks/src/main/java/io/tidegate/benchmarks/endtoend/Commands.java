package io.tidegate.benchmarks.endtoend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands from the platform to the devices, and their replies. */
final class Commands implements Closeable {

  private static final Pattern REPLY = Pattern.compile("\"id\":(\\d+),\"data\":\\{");

  private final Mqtt3AsyncClient platform;
  private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
  private final long[] nanos;
  private final CountDownLatch open;

  Commands(Bench bench, int count) {
    nanos = new long[count];
    open = new CountDownLatch(count);
    platform = client(bench.north, "commander");
    subscribe(platform, "v1/gateway/rpc", this::replied);
  }

  /** Sends them to so many devices in turn, at an even rate, and waits for the last reply. */
  void run(int deviceCount, Duration pause) throws InterruptedException {
    for (int id = 0; id < nanos.length; id++) {
      sent.put(id, System.nanoTime());
      publish(
          platform,
          "v1/gateway/rpc",
          "{\"device\":\"d%d\",\"data\":{\"id\":%d,\"method\":\"set\",\"params\":%d}}"
              .formatted(id % deviceCount, id, id));
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
    var _ = open.await(20, TimeUnit.SECONDS);
  }

  /** How many were not answered. */
  long unanswered() {
    return open.getCount();
  }

  /** The time from command to reply in ms that a share of them stays under. */
  double percentile(double share) {
    long[] sorted = Arrays.stream(nanos).filter(each -> each > 0).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  @Override
  public void close() {
    platform.disconnect().join();
  }

  private void replied(Mqtt3Publish message) {
    Matcher reply = REPLY.matcher(new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8));
    if (reply.find()) {
      int id = Integer.parseInt(reply.group(1));
      Long start = sent.remove(id);
      if (start != null) {
        nanos[id] = System.nanoTime() - start;
        open.countDown();
      }
    }
  }

  static Mqtt3AsyncClient client(int port, String id) {
    Mqtt3AsyncClient client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .identifier(id)
            .buildAsync();
    client.connect().join();
    return client;
  }

  static void subscribe(
      Mqtt3AsyncClient client, String filter, java.util.function.Consumer<Mqtt3Publish> receiver) {
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(receiver)
        .send()
        .join();
  }

  static void publish(Mqtt3AsyncClient client, String topic, String payload) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .send();
  }
}

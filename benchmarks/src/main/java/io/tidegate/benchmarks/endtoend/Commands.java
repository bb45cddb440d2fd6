package io.tidegate.benchmarks.endtoend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Commands from the platform to the devices and back. The whole way goes over both brokers twice.
 * Two of these four hops are seen from here as well: the brokers bring each command and each answer
 * back to its sender when they bring it to the gateway. Without them the gateway's own share is
 * left, and one hop over each broker. Devices behind the plant's broker answer at once.
 */
final class Commands implements Closeable {

  private static final Pattern REPLY = Pattern.compile("\"id\":(\\d+),\"data\":\\{");
  private static final Pattern COMMAND = Pattern.compile("\"data\":\\{\"id\":(\\d+),");

  private final Mqtt3AsyncClient platform;
  private final Mqtt3AsyncClient devices;
  private final AtomicLongArray sent;
  private final AtomicLongArray atGateway;
  private final AtomicLongArray atDevice;
  private final AtomicLongArray answerAtGateway;
  private final AtomicLongArray replied;
  private final CountDownLatch open;
  private final CountDownLatch seen;

  Commands(Bench bench, int count) {
    sent = new AtomicLongArray(count);
    atGateway = new AtomicLongArray(count);
    atDevice = new AtomicLongArray(count);
    answerAtGateway = new AtomicLongArray(count);
    replied = new AtomicLongArray(count);
    open = new CountDownLatch(count);
    seen = new CountDownLatch(2 * count);
    platform = client(bench.north, "commander");
    devices = client(bench.south, "devices");
    subscribe(devices, "plant/+/rpc/request/+", this::carriedOut);
    subscribe(devices, "plant/+/rpc/response/+", this::answerCame);
    subscribe(platform, "v1/gateway/rpc", this::came);
  }

  /** Sends them to so many devices in turn, at an even rate, and waits for the last reply. */
  void run(int deviceCount, Duration pause) throws InterruptedException {
    for (int id = 0; id < sent.length(); id++) {
      sent.set(id, System.nanoTime());
      publish(
          platform,
          "v1/gateway/rpc",
          "{\"device\":\"d%d\",\"data\":{\"id\":%d,\"method\":\"set\",\"params\":%d}}"
              .formatted(id % deviceCount, id, id));
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    }
    var _ = open.await(20, TimeUnit.SECONDS) && seen.await(1, TimeUnit.SECONDS);
  }

  /** How many were not answered. */
  long unanswered() {
    return open.getCount();
  }

  /** The time from command to reply in ms that a share of them stays under. */
  double percentile(double share) {
    return percentile(share, id -> replied.get(id) - sent.get(id));
  }

  /** The same without the ways to the gateway. */
  double withinGateway(double share) {
    return percentile(
        share,
        id -> atDevice.get(id) - atGateway.get(id) + replied.get(id) - answerAtGateway.get(id));
  }

  /** The ways to the gateway: one over each broker. */
  double hops(double share) {
    return percentile(
        share, id -> atGateway.get(id) - sent.get(id) + answerAtGateway.get(id) - atDevice.get(id));
  }

  private double percentile(double share, IntToLongFunction nanos) {
    long[] sorted =
        IntStream.range(0, sent.length())
            .filter(id -> replied.get(id) > 0)
            .mapToLong(nanos)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
  }

  @Override
  public void close() {
    platform.disconnect().join();
    devices.disconnect().join();
  }

  private void carriedOut(Mqtt3Publish request) {
    String topic = request.getTopic().toString();
    atDevice.set(id(topic), System.nanoTime());
    publish(devices, topic.replace("request", "response"), "{\"done\":true}");
  }

  private void answerCame(Mqtt3Publish answer) {
    answerAtGateway.set(id(answer.getTopic().toString()), System.nanoTime());
    seen.countDown();
  }

  private static int id(String topic) {
    return Integer.parseInt(topic.substring(topic.lastIndexOf('/') + 1));
  }

  private void came(Mqtt3Publish message) {
    long now = System.nanoTime();
    String text = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    Matcher reply = REPLY.matcher(text);
    Matcher command = COMMAND.matcher(text);
    if (command.find()) {
      atGateway.set(Integer.parseInt(command.group(1)), now);
      seen.countDown();
    } else if (reply.find() && replied.compareAndSet(Integer.parseInt(reply.group(1)), 0, now)) {
      open.countDown();
    }
  }

  private static Mqtt3AsyncClient client(int port, String id) {
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

  private static void subscribe(
      Mqtt3AsyncClient client, String filter, java.util.function.Consumer<Mqtt3Publish> receiver) {
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(receiver)
        .send()
        .join();
  }

  private static void publish(Mqtt3AsyncClient client, String topic, String payload) {
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload.getBytes(StandardCharsets.UTF_8))
        .send();
  }
}

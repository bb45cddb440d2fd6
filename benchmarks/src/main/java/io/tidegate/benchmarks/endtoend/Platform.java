package io.tidegate.benchmarks.endtoend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The platform's end: a subscriber behind mosquitto that notes every number that arrives and how
 * long it took. Answers {@code getSessionLimits} without limits, as a server on the plant's own
 * machine does.
 */
final class Platform implements Closeable {

  private static final byte[] SEQ = "\"seq\":".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] SENT = "\"sent\":".getBytes(StandardCharsets.ISO_8859_1);
  private static final String LIMITS =
      "{\"maxPayloadSize\":65536,\"maxInflightMessages\":100,\"rateLimits\":{},"
          + "\"gatewayRateLimits\":{}}";

  private final Mqtt5AsyncClient client;
  private final BitSet seen = new BitSet();
  private long distinct;
  private long missed;
  private long duplicates;
  private long messages;
  private int[] latencies = new int[1 << 16];
  private int samples;
  private long timedFrom;

  Platform(int port) {
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .identifier("platform")
            .automaticReconnectWithDefaultConfig()
            .buildAsync();
    client.connectWith().cleanStart(false).sessionExpiryInterval(600).send().join();
    subscribe("v1/gateway/telemetry");
    subscribe("v1/devices/me/rpc/request/+");
  }

  private void subscribe(String filter) {
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(this::receive)
        .send()
        .join();
  }

  /** How many different numbers have arrived. */
  synchronized long distinct() {
    return distinct;
  }

  /** Whether this number has arrived. */
  synchronized boolean has(long seq) {
    return seen.get((int) seq);
  }

  /** Says how many numbers were published before anybody listened. */
  synchronized void missed(long count) {
    missed = count;
  }

  /** How many numbers are accounted for. */
  synchronized long arrived() {
    return distinct + missed;
  }

  /** How many numbers arrived again. */
  synchronized long duplicates() {
    return duplicates;
  }

  /** How many MQTT messages brought them. */
  synchronized long messages() {
    return messages;
  }

  /** Forgets the times, not the numbers; from now on only those from {@code seq} on are timed. */
  synchronized void forgetTimes(long seq) {
    samples = 0;
    timedFrom = seq;
  }

  /** The time from publish to platform in ms that a share of the messages stays under. */
  synchronized double percentile(double share) {
    int[] sorted = Arrays.copyOf(latencies, samples);
    Arrays.sort(sorted);
    return samples == 0 ? Double.NaN : sorted[(int) Math.ceil(share * samples) - 1] / 1000.0;
  }

  @Override
  public void close() {
    client.disconnect().join();
  }

  private void receive(Mqtt5Publish publish) {
    String topic = publish.getTopic().toString();
    if (topic.startsWith("v1/devices/me/rpc/request/")) {
      client
          .publishWith()
          .topic(topic.replace("request", "response"))
          .payload(LIMITS.getBytes(StandardCharsets.UTF_8))
          .send();
    } else {
      count(publish.getPayloadAsBytes(), Field.micros());
    }
  }

  private synchronized void count(byte[] payload, long now) {
    messages++;
    int at = indexOf(payload, SEQ, 0);
    while (at >= 0) {
      int seq = (int) number(payload, at + SEQ.length);
      if (seen.get(seq)) {
        duplicates++;
      } else {
        seen.set(seq);
        distinct++;
      }
      int sent = indexOf(payload, SENT, Math.max(0, at - 40));
      if (sent >= 0 && seq >= timedFrom) {
        sample((int) Math.min(Integer.MAX_VALUE, now - number(payload, sent + SENT.length)));
      }
      at = indexOf(payload, SEQ, at + SEQ.length);
    }
  }

  private void sample(int micros) {
    if (samples == latencies.length) {
      latencies = Arrays.copyOf(latencies, samples * 2);
    }
    latencies[samples++] = micros;
  }

  private static long number(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value;
  }

  private static int indexOf(byte[] bytes, byte[] part, int from) {
    for (int i = from; i <= bytes.length - part.length; i++) {
      if (bytes[i] == part[0] && Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }
}

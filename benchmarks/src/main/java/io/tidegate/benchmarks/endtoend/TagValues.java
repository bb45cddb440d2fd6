package io.tidegate.benchmarks.endtoend;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;

/**
 * The platform's end of polled registers: counts the values that arrive, {@code
 * "t<address>":value}, and those that are under another register's key.
 */
final class TagValues implements Closeable {

  private static final byte[] KEY = "\"t".getBytes(StandardCharsets.ISO_8859_1);

  private final Mqtt5AsyncClient client;
  private final Rule rule;
  private long arrived;
  private long misplaced;
  private long messages;

  TagValues(int port, Rule rule) {
    this.rule = rule;
    client =
        MqttClient.builder()
            .useMqttVersion5()
            .serverHost("127.0.0.1")
            .serverPort(port)
            .identifier("platform")
            .buildAsync();
    client.connect().join();
    client
        .subscribeWith()
        .topicFilter("v1/gateway/telemetry")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(this::count)
        .send()
        .join();
  }

  /** Whether a value can be that of a tag. */
  @FunctionalInterface
  interface Rule {
    boolean fits(int tag, int value);
  }

  synchronized long arrived() {
    return arrived;
  }

  /** How many came under a key that is not theirs. */
  synchronized long misplaced() {
    return misplaced;
  }

  synchronized long messages() {
    return messages;
  }

  @Override
  public void close() {
    client.disconnect().join();
  }

  private synchronized void count(Mqtt5Publish publish) {
    byte[] bytes = publish.getPayloadAsBytes();
    messages++;
    for (int i = 0; i < bytes.length - 3; i++) {
      if (bytes[i] == KEY[0] && bytes[i + 1] == KEY[1] && isDigit(bytes[i + 2])) {
        i = value(bytes, i + 2);
      }
    }
  }

  private int value(byte[] bytes, int start) {
    int at = start;
    int number = 0;
    for (; isDigit(bytes[at]); at++) {
      number = number * 10 + bytes[at] - '0';
    }
    int value = 0;
    for (at += 2; isDigit(bytes[at]); at++) {
      value = value * 10 + bytes[at] - '0';
    }
    arrived++;
    if (!rule.fits(number, value)) {
      misplaced++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}

package io.tidegate.benchmarks.endtoend;

import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.Closeable;

/** Devices behind the plant's broker that answer every command at once. */
final class AnsweringDevices implements Closeable {

  private final Mqtt3AsyncClient client;

  AnsweringDevices(Bench bench) {
    client = Commands.client(bench.south, "devices");
    Commands.subscribe(client, "plant/+/rpc/request/+", this::carriedOut);
  }

  @Override
  public void close() {
    client.disconnect().join();
  }

  private void carriedOut(Mqtt3Publish request) {
    String topic = request.getTopic().toString().replace("request", "response");
    Commands.publish(client, topic, "{\"done\":true}");
  }
}

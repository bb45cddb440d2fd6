package io.tidegate.testkit.sensors;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets pumps be switched: {@code true} or {@code false} on {@code switch/<pump>/request/<id>},
 * answered with {@code {"running":…}} on {@code switch/<pump>/response/<id>}.
 */
final class PumpSwitches {

  private final Mqtt5AsyncClient client;
  private final List<Pump> pumps;

  PumpSwitches(Mqtt5AsyncClient client, List<Pump> pumps) {
    this.client = client;
    this.pumps = pumps;
  }

  /** Listens on a connected client. */
  void listen() {
    client
        .subscribeWith()
        .topicFilter("switch/+/request/+")
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(this::requested)
        .send()
        .join();
  }

  private void requested(Mqtt5Publish request) {
    String topic = request.getTopic().toString();
    String name = request.getTopic().getLevels().get(1);
    for (Pump pump : pumps) {
      if (pump.name().equals(name)) {
        answer(topic.replace("/request/", "/response/"), switched(pump, request));
      }
    }
  }

  private static JsonText switched(Pump pump, Mqtt5Publish request) {
    try {
      boolean on = JsonMapper.shared().readTree(request.getPayloadAsBytes()).asBoolean();
      pump.switchTo(on);
      return new JsonText().with("running", on);
    } catch (JacksonException e) {
      return new JsonText().with("error", "neither true nor false");
    }
  }

  private void answer(String topic, JsonText answer) {
    client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(answer.bytes()).send();
  }
}

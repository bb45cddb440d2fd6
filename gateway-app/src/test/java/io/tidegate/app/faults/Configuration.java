package io.tidegate.app.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A configuration folder that tests change before the gateway starts. */
final class Configuration {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String GATEWAY =
      """
      {
        "thingsboard": {
          "host": "127.0.0.1", "qos": 1,
          "security": {"type": "accessToken"},
          "maxPayloadSizeBytes": 65536,
          "statistics": {"enable": false}
        },
        "storage": {"type": "file"},
        "connectors": [{"name": "Plant", "type": "mqtt", "configuration": "mqtt.json"}]
      }
      """;

  private static final String MQTT =
      """
      {
        "broker": {
          "host": "127.0.0.1", "clientId": "gateway", "version": 5,
          "cleanStart": false, "sessionExpiryInterval": 3600, "security": {"type": "anonymous"}
        },
        "mapping": [
          {
            "topicFilter": "plant/+/+", "subscriptionQos": 1,
            "converter": {
              "type": "json",
              "deviceInfo": {
                "deviceNameExpressionSource": "topic",
                "deviceNameExpression": "(?<=plant/)(.*?)(?=/)",
                "deviceProfileExpressionSource": "constant",
                "deviceProfileExpression": "Sensor"
              },
              "attributes": [{"type": "integer", "key": "mark", "value": "${mark}"}],
              "timeseries": [
                {"type": "integer", "key": "seq", "value": "${seq}"},
                {"type": "string", "key": "note", "value": "${note}"}
              ]
            }
          },
          {
            "topicFilter": "named", "subscriptionQos": 1,
            "converter": {
              "type": "json",
              "deviceInfo": {
                "deviceNameExpressionSource": "message",
                "deviceNameExpression": "${device}"
              },
              "attributes": [],
              "timeseries": [{"type": "integer", "key": "seq", "value": "${seq}"}]
            }
          }
        ]
      }
      """;

  final Path folder;
  private final ObjectNode gateway = (ObjectNode) JSON.readTree(GATEWAY);
  private final ObjectNode mqtt = (ObjectNode) JSON.readTree(MQTT);

  Configuration(Path folder, int brokerPort, int platformPort, String token) {
    this.folder = folder;
    thingsboard().put("port", platformPort).withObject("/security").put("accessToken", token);
    broker().put("port", brokerPort);
    dataIn(folder.resolve("data"));
  }

  ObjectNode thingsboard() {
    return gateway.withObject("/thingsboard");
  }

  ObjectNode storage() {
    return gateway.withObject("/storage");
  }

  ObjectNode broker() {
    return mqtt.withObject("/broker");
  }

  ArrayNode mapping() {
    return mqtt.withArray("/mapping");
  }

  /** Keeps the data in a folder. */
  void dataIn(Path data) {
    storage().put("data_folder_path", data + "/");
  }

  Path data() {
    return Path.of(storage().path("data_folder_path").asString());
  }

  /** What goes down to the devices. */
  void requests(String json) {
    mqtt.set("requestsMapping", JSON.readTree(json));
  }

  void write() throws IOException {
    Files.writeString(folder.resolve("tb_gateway.json"), gateway.toPrettyString());
    Files.writeString(folder.resolve("mqtt.json"), mqtt.toPrettyString());
  }
}

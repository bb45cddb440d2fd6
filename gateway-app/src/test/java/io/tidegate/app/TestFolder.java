package io.tidegate.app;

import io.tidegate.config.gateway.Environment;
import io.tidegate.testkit.thingsboard.StandInSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** A configuration folder of a gateway for the stand-in, with its data beside it. */
record TestFolder(Path path, Path data, Environment environment) {

  static TestFolder in(Path parent, int thingsBoardPort) throws IOException {
    Path data = Files.createDirectories(parent.resolve("data"));
    TestFolder folder =
        new TestFolder(
            Files.createDirectories(parent.resolve("config")),
            data,
            new Environment(Map.of("TB_GW_LOGS_PATH", parent.resolve("logs").toString())));
    folder.write(
        "tb_gateway.json",
        """
        {
          "thingsboard": {
            "host": "127.0.0.1",
            "port": %d,
            "security": {"type": "accessToken", "accessToken": "%s"}
          },
          "storage": {"type": "sqlite", "data_file_path": "%s/"},
          "connectors": [{"type": "mqtt", "name": "Plant", "configuration": "mqtt.json"}]
        }
        """
            .formatted(thingsBoardPort, StandInSettings.TOKEN, data));
    folder.mqtt(9); // nobody listens there
    return folder;
  }

  /** Points the connector at a broker. */
  void mqtt(int port) throws IOException {
    write(
        "mqtt.json",
        """
        {
          "broker": {"host": "127.0.0.1", "port": %d, "security": {"type": "anonymous"}},
          "mapping": [
            {
              "topicFilter": "plant/+",
              "converter": {
                "type": "json",
                "deviceInfo": {
                  "deviceNameExpressionSource": "topic",
                  "deviceNameExpression": "(?<=plant/).*",
                  "deviceProfileExpressionSource": "constant",
                  "deviceProfileExpression": "thermometer"
                },
                "attributes": [],
                "timeseries": [{"type": "integer", "key": "n", "value": "${n}"}]
              }
            }
          ]
        }
        """
            .formatted(port));
  }

  /** At once: a gateway that runs may look at any moment. */
  void write(String name, String content) throws IOException {
    Path whole = Files.writeString(data.resolveSibling(name + ".new"), content);
    Files.move(whole, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  Gateway start() throws NotStartedException, InterruptedException {
    return Startup.start(path, environment, () -> {});
  }
}

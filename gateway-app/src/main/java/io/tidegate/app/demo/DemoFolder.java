package io.tidegate.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A configuration folder as users have it, with the ports of this run in it. */
final class DemoFolder {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path path;

  private DemoFolder(Path path) {
    this.path = path;
  }

  /** Writes the folder to a temporary place. */
  static DemoFolder create(int brokerPort, int platformPort, String accessToken)
      throws IOException {
    DemoFolder folder = new DemoFolder(Files.createTempDirectory("tidegate-demo"));
    ObjectNode gateway = read("tb_gateway.json");
    ObjectNode thingsboard = gateway.withObject("/thingsboard");
    thingsboard.put("port", platformPort);
    thingsboard.withObject("/security").put("accessToken", accessToken);
    gateway.withObject("/storage").put("data_folder_path", folder.path.resolve("data") + "/");
    folder.write("tb_gateway.json", gateway);
    ObjectNode mqtt = read("mqtt.json");
    mqtt.withObject("/broker").put("port", brokerPort);
    folder.write("mqtt.json", mqtt);
    ObjectNode logs = read("logs.json");
    for (JsonNode handler : logs.path("handlers")) {
      String name = handler.path("filename").asString();
      ((ObjectNode) handler).put("filename", folder.path.resolve(name).normalize().toString());
    }
    folder.write("logs.json", logs);
    return folder;
  }

  /** A second connector for the same broker, with the version of MQTT before. */
  void addOlderMqtt() throws IOException {
    ObjectNode older = (ObjectNode) JSON.readTree(Files.readString(path.resolve("mqtt.json")));
    older.put("name", "Plant, MQTT 3.1.1");
    older.withObject("/broker").put("version", 4).put("clientId", "tidegate-older");
    write("older.json", older);
    Path file = path.resolve("tb_gateway.json");
    ObjectNode gateway = (ObjectNode) JSON.readTree(Files.readString(file));
    gateway
        .withArray("/connectors")
        .addObject()
        .put("type", "mqtt")
        .put("name", "Plant, MQTT 3.1.1")
        .put("configuration", "older.json");
    write("tb_gateway.json", gateway);
  }

  Path path() {
    return path;
  }

  private static ObjectNode read(String name) throws IOException {
    try (InputStream input = DemoFolder.class.getResourceAsStream("/demo/" + name)) {
      if (input == null) {
        throw new IOException("no /demo/" + name + " among the resources");
      }
      return (ObjectNode) JSON.readTree(input);
    }
  }

  private void write(String name, ObjectNode content) throws IOException {
    Files.writeString(
        path.resolve(name), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
  }

  /** Deletes it with all that was written into it. */
  void delete() throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }
}

package io.tidegate.connector.opcua.secure;

import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigText;
import io.tidegate.connector.opcua.config.ServerConfig;
import java.util.Objects;
import java.util.Set;

/** Configurations of servers, as users write them. */
final class Servers {

  private Servers() {}

  /** With further members of the {@code server} object, in JSON with single quotes. */
  static ServerConfig at(String url, String... members) {
    String text =
        "{\"url\": \"%s\"%s}"
            .formatted(
                url,
                members.length == 0 ? "" : ", " + String.join(", ", members).replace('\'', '"'));
    ObjectNode node =
        (ObjectNode) Objects.requireNonNull(ConfigText.parse("opcua.json", text).value());
    return Objects.requireNonNull(
        ConfigReader.read(node, ServerConfig.class, Set.of()).value(), text);
  }
}

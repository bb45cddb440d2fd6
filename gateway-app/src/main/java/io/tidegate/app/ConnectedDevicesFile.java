package io.tidegate.app;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.ConfigNode.ArrayNode;
import io.tidegate.config.ConfigNode.BooleanNode;
import io.tidegate.config.ConfigNode.ObjectNode;
import io.tidegate.config.ConfigNode.TextNode;
import io.tidegate.config.json.AtomicFile;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.ConfigText;
import io.tidegate.config.json.PythonText;
import io.tidegate.data.Device;
import io.tidegate.engine.device.DeviceStore;
import io.tidegate.engine.device.StoredDevice;
import io.tidegate.engine.supervise.Causes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code connected_devices.json}, byte for byte as the Python gateway writes it. An older form is
 * read as well: {@code [connector, type]} or {@code [connector, type, new name]} of each device.
 */
final class ConnectedDevicesFile implements DeviceStore {

  static final String NAME = "connected_devices.json";

  /** Where one that can't be read is kept when it is written anew. */
  static final String UNREADABLE = NAME + ".unreadable";

  private static final String DEFAULT_TYPE = "default";

  /** Python sorts by code points. */
  private static final Comparator<StoredDevice> BY_NAME =
      Comparator.comparing(
          stored -> stored.device().name().codePoints().toArray(), Arrays::compare);

  private final Path file;
  private volatile boolean readable = true;

  ConnectedDevicesFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  @Override
  public List<StoredDevice> read() throws IOException {
    try {
      return devices();
    } catch (IOException e) {
      readable = false;
      throw new IOException(
          Causes.text(e) + "; when it is written anew, this one is kept as " + UNREADABLE, e);
    }
  }

  private List<StoredDevice> devices() throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return List.of();
    }
    ConfigResult<ConfigNode> tree = ConfigText.read(file, NAME);
    if (!(tree.value() instanceof ObjectNode devices)) {
      throw new IOException(
          tree.problems().stream()
              .map(ConfigProblem::toString)
              .findFirst()
              .orElse(NAME + " must be an object"));
    }
    List<StoredDevice> stored = new ArrayList<>(devices.members().size());
    for (Map.Entry<String, ConfigNode> each : devices.members().entrySet()) {
      if (each.getValue() instanceof TextNode) {
        // So old that it only names the connectors; the Python gateway empties such a file.
        return List.of();
      }
      StoredDevice device = each.getKey().isBlank() ? null : device(each.getKey(), each.getValue());
      if (device != null) {
        stored.add(device);
      }
    }
    return stored;
  }

  @Override
  public void write(List<StoredDevice> devices) throws IOException {
    StringBuilder json = new StringBuilder("{");
    String separator = "\n";
    for (StoredDevice device : devices.stream().sorted(BY_NAME).toList()) {
      json.append(separator);
      append(device, json);
      separator = ",\n";
    }
    json.append(devices.isEmpty() ? "}" : "\n}");
    keepUnreadable();
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    AtomicFile.replace(file, json.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Somebody may still mend it; while it can't be kept it is not replaced either. */
  private void keepUnreadable() throws IOException {
    if (!readable) {
      if (Files.exists(file)) {
        Files.move(file, file.resolveSibling(UNREADABLE), StandardCopyOption.REPLACE_EXISTING);
      }
      readable = true;
    }
  }

  private static @Nullable StoredDevice device(String name, ConfigNode node) {
    return switch (node) {
      case ObjectNode known ->
          new StoredDevice(
              new Device(name, text(known.get("deviceType"), DEFAULT_TYPE)),
              text(known.get("connectorId"), ""),
              text(known.get("connectorName"), ""),
              !(known.get("disconnected") instanceof BooleanNode(_, boolean gone) && gone),
              name(known.get("renaming")));
      case ArrayNode(_, List<ConfigNode> known) ->
          new StoredDevice(
              new Device(name, text(at(known, 1), DEFAULT_TYPE)),
              "",
              text(at(known, 0), ""),
              true,
              name(at(known, 2)));
      default -> null;
    };
  }

  private static @Nullable ConfigNode at(List<ConfigNode> nodes, int index) {
    return index < nodes.size() ? nodes.get(index) : null;
  }

  private static @Nullable String name(@Nullable ConfigNode node) {
    String name = text(node, "");
    return name.isBlank() ? null : name;
  }

  private static String text(@Nullable ConfigNode node, String otherwise) {
    return node instanceof TextNode(_, String text) ? text : otherwise;
  }

  private static void append(StoredDevice stored, StringBuilder json) {
    json.append("  ");
    PythonText.quote(stored.device().name(), json);
    json.append(": {\n");
    member("connectorId", stored.connectorId(), json).append(",\n");
    member("connectorName", stored.connectorName(), json).append(",\n");
    member("deviceType", stored.device().profile(), json).append(",\n");
    json.append("    \"disconnected\": ").append(!stored.reachable()).append(",\n");
    member("renaming", stored.renaming(), json).append("\n  }");
  }

  private static StringBuilder member(String name, @Nullable String value, StringBuilder json) {
    json.append("    \"").append(name).append("\": ");
    if (value == null) {
      json.append("null");
    } else {
      PythonText.quote(value, json);
    }
    return json;
  }
}

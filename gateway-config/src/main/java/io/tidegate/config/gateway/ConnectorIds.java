package io.tidegate.config.gateway;

import io.tidegate.config.Place;
import io.tidegate.config.json.AtomicFile;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.IndentedJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Where the id of a connector comes from whose file has none. */
@FunctionalInterface
interface ConnectorIds {

  /** The id for the connector in a file of a folder. */
  String create(Path folder, String file, List<ConfigProblem> problems);

  /** Makes an id up and leaves the file alone. */
  static ConnectorIds madeUp() {
    return (folder, file, problems) -> UUID.randomUUID().toString();
  }

  /** Makes an id up and writes it to the file, so that the next start finds it. */
  static ConnectorIds written() {
    return (folder, file, problems) -> {
      String id = UUID.randomUUID().toString();
      try {
        Path path = folder.resolve(file);
        String text = IndentedJson.withMember(Files.readString(path), "id", id);
        AtomicFile.replace(path, text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        problems.add(
            ConfigProblem.warning(
                new Place(file, "/id", 0),
                "is missing and can't be written (" + e + "): every start makes a new one"));
      }
      return id;
    };
  }
}

package io.tidegate.config.gateway;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.Place;
import io.tidegate.config.json.ConfigProblem;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import io.tidegate.config.json.ConfigText;
import io.tidegate.config.json.Places;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The files of one configuration folder, and the problems found in them so far. */
record FolderFiles(Path folder, List<ConfigProblem> problems) {

  void error(Place place, String message) {
    problems.add(ConfigProblem.error(place, message));
  }

  void warning(Place place, String message) {
    problems.add(ConfigProblem.warning(place, message));
  }

  boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** The tree of a file; null if it is none, which is then told. */
  @Nullable ConfigNode tree(String name) {
    ConfigResult<ConfigNode> tree = ConfigText.read(folder.resolve(name), name);
    problems.addAll(tree.problems());
    return tree.value();
  }

  /** A file as a record; null if it can't be used, which is then told. */
  <C extends Record> @Nullable C read(String name, Class<C> type) {
    ConfigNode tree = tree(name);
    return tree == null ? null : read(tree, type);
  }

  <C extends Record> @Nullable C read(ConfigNode tree, Class<C> type) {
    ConfigResult<C> result = ConfigReader.read(tree, type);
    problems.addAll(result.problems());
    return result.value();
  }

  /** A part of a tree as a record, without telling what the whole has told already. */
  static <C extends Record> @Nullable C part(ConfigNode tree, String pointer, Class<C> type) {
    ConfigNode node = Places.node(tree, pointer);
    return node == null ? null : ConfigReader.read(node, type).value();
  }

  /**
   * Whether a file that the configuration names can be read as configuration. Names come from the
   * platform as well, so nothing outside the folder is looked at.
   */
  boolean accepts(String name, Place place) {
    if (!isInside(name)) {
      error(place, "must be a file within the configuration folder but is \"" + name + '"');
      return false;
    }
    if (isYaml(name)) {
      error(place, "must be a JSON file but is \"" + name + "\": convert it from YAML to JSON");
      return false;
    }
    if (!Files.isRegularFile(folder.resolve(name))) {
      error(place, "names the file \"" + name + "\", which does not exist");
      return false;
    }
    return true;
  }

  private boolean isInside(String name) {
    try {
      Path root = folder.toAbsolutePath().normalize();
      Path path = root.resolve(name).normalize();
      return path.startsWith(root) && !path.equals(root);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isYaml(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml");
  }
}

package io.tidegate.config.json;

import io.tidegate.config.ConfigNode;
import io.tidegate.config.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;

/** The text of a configuration file, read as a tree that knows its places. */
public final class ConfigText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private ConfigText() {}

  /** Reads a file; a file that can't be read is a problem as well. */
  public static ConfigResult<ConfigNode> read(Path path, String name) {
    try {
      return parse(name, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return failed(name, 0, "does not exist");
    } catch (IOException e) {
      return failed(name, 0, "can't be read: " + e.getMessage());
    }
  }

  /** Parses UTF-8, with or without a byte order mark. */
  public static ConfigResult<ConfigNode> parse(String file, byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return parse(file, StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return failed(file, 0, "must be UTF-8 text but is in another encoding");
    }
  }

  /** Parses a text. */
  public static ConfigResult<ConfigNode> parse(String file, String text) {
    String json = withoutMark(text);
    if (json.isBlank()) {
      return failed(file, 1, "must be a JSON document but is empty");
    }
    TreeParser parser = new TreeParser(new Place(file, "", 1), json);
    try {
      return new ConfigResult<>(parser.document(), parser.problems());
    } catch (JacksonException e) {
      SyntaxProblem problem = SyntaxProblem.of(json, e);
      return failed(file, problem.line(), problem.message());
    }
  }

  /** Parses a value that is in no file: all its places are without a line, below {@code base}. */
  static ConfigNode parseDefault(Place base, String json) {
    return new TreeParser(new Place(base.file(), base.pointer(), 0), json).document();
  }

  static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  private static ConfigResult<ConfigNode> failed(String file, int line, String message) {
    Place place = new Place(file, "", line);
    return new ConfigResult<>(null, List.of(ConfigProblem.error(place, message)));
  }
}

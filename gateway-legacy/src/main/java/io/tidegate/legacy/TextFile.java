package io.tidegate.legacy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code data_<ms>.txt}: a message a line, in base64. {@code state_file.txt} says which lines were
 * read: {@code {"position": 12, "file": "data_1700000000000.txt"}}, with as many lines of that file
 * done and all files before it.
 */
final class TextFile implements DataFile {

  private static final Pattern NAME = Pattern.compile("data_(\\d{1,18})\\.txt");
  static final String STATE = "state_file.txt";

  private final Path path;
  private final long begun;
  private final long linesDone;

  private TextFile(Path path, long begun, long linesDone) {
    this.path = path;
    this.begun = begun;
    this.linesDone = linesDone;
  }

  /** The text files among the paths, oldest first. */
  static List<DataFile> in(Path folder, List<Path> paths) throws IOException {
    State state = State.read(folder.resolve(STATE));
    List<TextFile> files = new ArrayList<>();
    for (Path path : paths) {
      Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
      if (name.matches()) {
        files.add(new TextFile(path, Long.parseLong(name.group(1)), state.linesDone(path, paths)));
      }
    }
    files.sort((a, b) -> Long.compare(a.begun, b.begun));
    return List.copyOf(files);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public void forEach(MessageSink sink) throws IOException, InterruptedException {
    // Base64 is ASCII; with this charset a damaged line can't end the reading.
    try (BufferedReader reader = Files.newBufferedReader(path, ISO_8859_1)) {
      long number = 1;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (number > linesDone && !line.isBlank()) {
          decode(line.strip(), number, sink);
        }
        number++;
      }
    }
  }

  private void decode(String line, long number, MessageSink sink)
      throws IOException, InterruptedException {
    byte[] json;
    try {
      json = Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      sink.unreadable(path, number, "no base64: " + e.getMessage());
      return;
    }
    sink.message(path, number, json, begun);
  }

  @Override
  public void markImported() throws IOException {
    DataFile.rename(path, path.getFileName() + ".imported");
  }

  /** How far the Python gateway has read. */
  private record State(@Nullable String file, long position) {

    static State read(Path path) throws IOException {
      if (!Files.exists(path)) {
        return new State(null, 0);
      }
      try {
        JsonNode node = JsonMapper.shared().readTree(Files.readAllBytes(path));
        return new State(node.path("file").asString(""), node.path("position").asLong(0));
      } catch (JacksonException e) {
        // Torn by a power cut: then everything there is goes again.
        return new State(null, 0);
      }
    }

    long linesDone(Path path, List<Path> all) {
      String name = String.valueOf(path.getFileName());
      if (file == null || !all.contains(path.resolveSibling(file))) {
        return 0;
      }
      int order = name.compareTo(file);
      return order < 0 ? Long.MAX_VALUE : order == 0 ? position : 0;
    }
  }
}

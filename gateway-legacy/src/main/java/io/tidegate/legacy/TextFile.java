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
import java.util.stream.Stream;
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
  private static final String IMPORTED = ".imported";
  static final String STATE = "state_file.txt";

  private final Path path;
  private final long begun;
  private final List<Path> all;

  private TextFile(Path path, long begun, List<Path> all) {
    this.path = path;
    this.begun = begun;
    this.all = all;
  }

  /** The text files among the paths, which are all there are in the folder; oldest first. */
  static List<DataFile> in(List<Path> paths) {
    List<TextFile> files = new ArrayList<>();
    for (Path path : paths) {
      Matcher name = NAME.matcher(String.valueOf(path.getFileName()));
      if (name.matches()) {
        files.add(new TextFile(path, Long.parseLong(name.group(1)), paths));
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
    // Without the state, what was sent long ago would go again.
    long linesDone = State.read(path.resolveSibling(STATE)).linesDone(path, all);
    if (linesDone == Long.MAX_VALUE) {
      return;
    }
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

  private void decode(String line, long number, MessageSink sink) throws InterruptedException {
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
    DataFile.rename(path, path.getFileName() + IMPORTED);
  }

  /** While there are text files left, it says what is done of them. */
  static void markStateImported(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(TextFile::isOne)) {
        return;
      }
    }
    DataFile.rename(folder.resolve(STATE), STATE + IMPORTED);
  }

  private static boolean isOne(Path path) {
    return NAME.matcher(String.valueOf(path.getFileName())).matches();
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
      if (file == null || !isThere(path.resolveSibling(file), all)) {
        return 0;
      }
      int order = name.compareTo(file);
      return order < 0 ? Long.MAX_VALUE : order == 0 ? position : 0;
    }

    /** Or was, before it was imported while an older one could not be. */
    private static boolean isThere(Path file, List<Path> all) {
      return all.contains(file) || all.contains(file.resolveSibling(file.getFileName() + IMPORTED));
    }
  }
}

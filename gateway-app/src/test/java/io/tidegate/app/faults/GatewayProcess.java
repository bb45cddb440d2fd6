package io.tidegate.app.faults;

import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts the gateway as users do: the built libraries and the options of the distribution. */
final class GatewayProcess {

  private static final Path LIBRARIES = Path.of("target", "dist", "lib").toAbsolutePath();
  private static final Path OPTIONS =
      Path.of("src", "main", "dist", "jvm.options").toAbsolutePath();

  private GatewayProcess() {}

  /** Runs {@code tidegate run} on a configuration folder, with that as the working folder. */
  static ProcessFixture run(Path folder, String... prefix) throws IOException {
    return start(folder, List.of(prefix), List.of("run", "-c", folder.toString()));
  }

  /** Runs any command; the prefix is put before the command line. */
  static ProcessFixture start(Path folder, List<String> prefix, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home", "."), "bin", "java").toString());
    command.addAll(options());
    command.addAll(List.of("-cp", classPath(), "io.tidegate.app.Main"));
    command.addAll(arguments);
    return ProcessFixture.start(folder, command);
  }

  private static List<String> options() throws IOException {
    return Files.readAllLines(OPTIONS).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static String classPath() throws IOException {
    try (Stream<Path> files = Files.list(LIBRARIES)) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .collect(Collectors.joining(":"));
    }
  }
}

package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.json.ProblemReport;
import io.tidegate.connector.Endpoint;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder under {@code src/test/golden} is a configuration folder, with the {@code
 * expected.txt} that checking it prints; {@code environment.properties} are its variables.
 */
class GoldenFoldersTest {

  private static final Path ROOT = Path.of("src/test/golden");

  @TestFactory
  Stream<DynamicTest> checkPrintsWhatIsExpected() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders.sorted().toList().stream()
          .map(folder ->
              DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    GatewayFolder loaded =
        ConfigFolder.check(
            folder, environment(folder), type -> "test".equals(type) ? new TestConnector() : null);
    String connectors =
        loaded.connectors().stream()
            .map(c -> c.name() + ": " + names(c) + "\n")
            .collect(Collectors.joining());
    String idle =
        loaded.idle().stream().map(c -> c.name() + ": idle\n").collect(Collectors.joining());
    assertThat(connectors + idle + new ProblemReport(loaded.problems()))
        .isEqualTo(Files.readString(folder.resolve("expected.txt")));
  }

  private static String names(LoadedConnector connector) {
    return connector.endpoints().stream().map(Endpoint::name).collect(Collectors.joining(" "));
  }

  private static Environment environment(Path folder) throws IOException {
    Properties properties = new Properties();
    Path file = folder.resolve("environment.properties");
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
    }
    return new Environment(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, properties::getProperty)));
  }
}

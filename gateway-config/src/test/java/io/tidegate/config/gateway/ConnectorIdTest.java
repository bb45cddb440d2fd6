package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorIdTest {

  private static final String FILE =
      """
      {"host":"ü \\"x\\"", "tags": [ ], "zeta": {"n":1.0, "m": 1E5, "big": 12345678901234567890.10,
        "o": {}, "l": [1, [true, null]], "n": -0},
        "alpha": "\\u0001\\ud83d\\ude00"}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeMainFile() throws IOException {
    Files.writeString(
        folder.resolve("tb_gateway.json"),
        """
        {"thingsboard": {"host": "a", "security": {"accessToken": "t"}},
         "storage": {"type": "file"},
         "connectors": [{"name": "T", "type": "test", "configuration": "t.json"}]}
        """);
  }

  @Test
  void aMissingIdIsWrittenAndEverythingElseKept() throws IOException {
    Path file = write(FILE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    String id = load().connectors().getFirst().id();
    assertThat(UUID.fromString(id).version()).isEqualTo(4);
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            {
              "host": "\\u00fc \\"x\\"",
              "tags": [],
              "zeta": {
                "n": 1.0,
                "m": 1E5,
                "big": 12345678901234567890.10,
                "o": {},
                "l": [
                  1,
                  [
                    true,
                    null
                  ]
                ],
                "n": -0
              },
              "alpha": "\\u0001\\ud83d\\ude00",
              "id": "%s"
            }
            """
                .formatted(id));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("no temporary file is left").hasSize(2);
    }
    assertThat(load().connectors().getFirst().id()).as("the next start finds it").isEqualTo(id);
  }

  @Test
  void anEmptyIdIsReplacedInItsPlace() throws IOException {
    Path file = write("{\"id\": null, \"host\": \"a\", \"tags\": []}");
    String id = load().connectors().getFirst().id();
    assertThat(Files.readString(file))
        .isEqualTo("{\n  \"id\": \"%s\",\n  \"host\": \"a\",\n  \"tags\": []\n}".formatted(id));
  }

  @Test
  void aSymbolicLinkStaysOne() throws IOException {
    Path target = Files.writeString(folder.resolve("target.json"), FILE);
    Path link = Files.createSymbolicLink(folder.resolve("t.json"), target);
    String id = load().connectors().getFirst().id();
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(target)).contains(id);
  }

  @Test
  void checkingWritesNothing() throws IOException {
    Path file = write(FILE);
    assertThat(
            ConfigFolder.check(folder, new Environment(Map.of()), type -> new TestConnector())
                .connectors())
        .hasSize(1);
    assertThat(Files.readString(file)).isEqualTo(FILE);
  }

  @Test
  void aFileThatIsInOrderOrBrokenIsNotTouched() throws IOException {
    String good = "{\"id\":\"own\",\"host\":\"a\",\"tags\":[]}";
    Path file = write(good);
    assertThat(load().connectors().getFirst().id()).isEqualTo("own");
    assertThat(Files.readString(file)).isEqualTo(good);
    String broken = "{\"host\":\"a\"}";
    write(broken);
    assertThat(load().connectors()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(broken);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("t.json"), text);
  }

  private GatewayFolder load() {
    return ConfigFolder.load(folder, new Environment(Map.of()), type -> new TestConnector());
  }
}

package io.tidegate.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import io.tidegate.legacy.PythonStorage.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

final class PythonStorageTest {

  private static final Device SENSOR = new Device("Sensor", "thermometer");

  @TempDir Path folder;
  private final List<UplinkRecord> records = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  private static String message(int number) {
    return "{\"deviceName\":\"Sensor\",\"deviceType\":\"thermometer\",\"telemetry\":"
        + "[{\"ts\":%d,\"values\":{\"n\":%d}}],\"attributes\":{}}".formatted(1000 + number, number);
  }

  private static UplinkRecord record(int number) {
    DataPoint point = DataPoint.timeseries("n", new Value.Int(number));
    return new UplinkRecord(SENSOR, 1000 + number, List.of(point));
  }

  private static String line(String message) {
    return Base64.getEncoder().encodeToString(message.getBytes(UTF_8)) + "\n";
  }

  private static Summary summary(long messages, long handedOver, long own, long unreadable) {
    return new Summary(messages, handedOver, own, unreadable, List.of());
  }

  private Summary read() throws Exception {
    return read(PythonStorage.open(folder));
  }

  private Summary read(PythonStorage storage) throws Exception {
    return storage.importAll(
        records::addAll,
        (file, line, reason) -> unreadable.add(file.getFileName() + ":" + line + " " + reason));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<UplinkRecord> parsed(String message) throws Exception {
    return new StoredMessage().parse(message.getBytes(UTF_8), 77).records();
  }

  @Test
  void aFolderWithoutStorageHasNothingToImport() throws Exception {
    assertThat(PythonStorage.open(folder).isEmpty()).isTrue();
    assertThat(PythonStorage.open(folder.resolve("missing")).isEmpty()).isTrue();
  }

  @Test
  void textFilesAreReadFromThePositionInTheStateFile() throws Exception {
    Files.writeString(folder.resolve("data_1700000000000.txt"), line(message(1)));
    Files.writeString(
        folder.resolve("data_1700000000500.txt"), line(message(2)) + line(message(3)));
    Files.writeString(folder.resolve("data_1700000001000.txt"), line(message(4)));
    Files.writeString(
        folder.resolve("state_file.txt"), "{\"position\":1,\"file\":\"data_1700000000500.txt\"}");
    assertThat(read()).isEqualTo(summary(2, 2, 0, 0));
    assertThat(records).containsExactly(record(3), record(4));
  }

  @Test
  void withoutAUsableStateFileEverythingIsRead() throws Exception {
    Files.writeString(folder.resolve("data_1700000000000.txt"), line(message(1)));
    Files.writeString(folder.resolve("state_file.txt"), "{\"position\":");
    read();
    assertThat(records).containsExactly(record(1));
  }

  @Test
  void unreadableLinesAreToldAndTheRestGoesOn() throws Exception {
    Files.writeString(
        folder.resolve("data_1700000000000.txt"),
        line(message(1))
            + "%%%\n\n"
            + line("{\"deviceName\":")
            + line("{\"telemetry\":[]}")
            + line(message(2)).substring(0, 41));
    assertThat(read()).isEqualTo(summary(1, 1, 0, 4));
    assertThat(unreadable).hasSize(4);
    assertThat(unreadable.get(0)).startsWith("data_1700000000000.txt:2 no base64");
    assertThat(unreadable.get(1)).startsWith("data_1700000000000.txt:4 no JSON");
    assertThat(unreadable.get(2)).isEqualTo("data_1700000000000.txt:5 no deviceName");
    assertThat(unreadable.get(3)).startsWith("data_1700000000000.txt:6 ");
  }

  @Test
  void filesAreRenamedOnceEverythingIsSafe() throws Exception {
    Files.writeString(folder.resolve("data_1700000000000.txt"), line(message(1)));
    Files.writeString(folder.resolve("state_file.txt"), "{}");
    PythonStorage storage = PythonStorage.open(folder);
    assertThatThrownBy(() ->
            storage.importAll(
                batch -> {
                  throw new InterruptedException("stop");
                },
                (file, line, reason) -> {}))
        .hasMessage("stop");
    assertThat(names()).containsExactly("data_1700000000000.txt", "state_file.txt");
    read(storage);
    assertThat(names())
        .containsExactly("data_1700000000000.txt.imported", "state_file.txt.imported");
    assertThat(PythonStorage.open(folder).isEmpty()).isTrue();
  }

  @Test
  void aFileThatCantBeReadIsToldAndTheOthersAreImportedOnce() throws Exception {
    Files.writeString(folder.resolve("data_1700000000000.txt"), line(message(1)));
    try (Connection inUse = database("data.db");
        Connection later = database("data_1.db")) {
      createTable(later);
      insert(later, 1_700_000_000_000L, message(3));
      execute(inUse, "CREATE TABLE messages (timestamp INTEGER, message TEXT)");
      insert(inUse, 1_700_000_000_000L, message(2));
      execute(inUse, "BEGIN EXCLUSIVE");
      Summary summary = read();
      assertThat(summary.postponed())
          .singleElement()
          .satisfies(one -> {
            assertThat(one.file()).isEqualTo(folder.resolve("data.db"));
            assertThat(one.cause()).hasMessageContaining("locked");
          });
      assertThat(records).containsExactly(record(1), record(3));
    }
    assertThat(names())
        .contains("data.db", "data_1700000000000.txt.imported", "data_1.db.imported");

    records.clear();
    assertThat(read().postponed()).isEmpty();
    assertThat(records).containsExactly(record(2));
    assertThat(PythonStorage.open(folder).isEmpty()).isTrue();
  }

  @Test
  void whatIsDoneOfATextFileThatWasLeftStaysKnown() throws Exception {
    Files.writeString(folder.resolve("data_1700000000000.txt"), line(message(1)));
    Files.writeString(
        folder.resolve("data_1700000000500.txt"), line(message(2)) + line(message(3)));
    Files.writeString(folder.resolve("data_1700000001000.txt"), line(message(4)));
    Files.writeString(
        folder.resolve("state_file.txt"), "{\"position\":1,\"file\":\"data_1700000000500.txt\"}");
    // In the way of its new name.
    Path taken =
        Files.createDirectories(folder.resolve("data_1700000000500.txt.imported").resolve("x"));
    assertThat(read().postponed()).hasSize(1);
    assertThat(names()).contains("state_file.txt", "data_1700000000500.txt");
    Files.delete(taken);
    Files.delete(taken.getParent());

    records.clear();
    assertThat(read().postponed()).isEmpty();
    assertThat(records).containsExactly(record(3));
    assertThat(names()).contains("state_file.txt.imported");
  }

  @Test
  void textFilesWaitForAStateThatCantBeReadAndDatabasesDoNot() throws Exception {
    Files.writeString(folder.resolve("data_1700000000000.txt"), line(message(1)));
    Files.createDirectory(folder.resolve("state_file.txt"));
    try (Connection database = database("data.db")) {
      createTable(database);
      insert(database, 1_700_000_000_000L, message(2));
    }
    assertThat(read().postponed())
        .extracting(PythonStorage.Postponed::file)
        .containsExactly(folder.resolve("data_1700000000000.txt"));
    assertThat(records).containsExactly(record(2));
  }

  private Connection database(String name) throws SQLException {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve(name));
    return source.getConnection();
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    for (String sql : statements) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        boolean _ = statement.execute();
      }
    }
  }

  private static void createTable(Connection connection) throws SQLException {
    execute(
        connection,
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=NORMAL",
        "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT,"
            + " timestamp INTEGER NOT NULL, message TEXT NOT NULL)",
        "CREATE INDEX IF NOT EXISTS idx_timestamp ON messages (timestamp)");
  }

  private static void insert(Connection connection, Object timestamp, String message)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO messages (timestamp, message) VALUES (?, ?)")) {
      insert.setObject(1, timestamp);
      insert.setString(2, message);
      insert.executeUpdate();
    }
  }

  @Test
  void databasesAreReadInTheOrderOfTheirRotation() throws Exception {
    try (Connection later = database("data_1700000000000.db");
        Connection first = database("data.db")) {
      createTable(later);
      insert(later, 1_700_000_000_000L, message(3));
      createTable(first);
      insert(first, 1_700_000_000_000L, message(1));
      insert(first, 1_700_000_000_000L, "not JSON");
      insert(first, 1_700_000_000_000L, message(2));
    }
    PythonStorage storage = PythonStorage.open(folder);
    assertThat(read(storage)).isEqualTo(summary(3, 3, 0, 1));
    assertThat(records).containsExactly(record(1), record(2), record(3));
    assertThat(unreadable).singleElement().asString().startsWith("data.db:2 no JSON");
    assertThat(names()).containsExactly("data.db.imported", "data_1700000000000.db.imported");
  }

  @Test
  void whatIsOnlyInTheWriteAheadLogOfAKilledGatewayIsRead() throws Exception {
    Path killed = Files.createDirectory(folder.resolve("killed"));
    try (Connection running = database("data.db")) {
      createTable(running);
      insert(running, 1_700_000_000_000L, message(1));
      for (String name : List.of("data.db", "data.db-wal")) {
        Files.copy(folder.resolve(name), killed.resolve(name));
      }
    }
    assertThat(Files.size(killed.resolve("data.db-wal"))).isPositive();
    PythonStorage storage = PythonStorage.open(killed);
    read(storage);
    assertThat(records).containsExactly(record(1));
    assertThat(PythonStorage.open(killed).isEmpty()).isTrue();
  }

  @Test
  void theTableOfOldVersionsHasSecondsAndNoId() throws Exception {
    try (Connection old = database("data.db")) {
      execute(old, "CREATE TABLE messages (timestamp INTEGER, message TEXT)");
      insert(old, 1_600_000_000.5, "{\"deviceName\":\"Sensor\",\"telemetry\":[{\"a\":1}]}");
    }
    read();
    assertThat(records).extracting(UplinkRecord::timestamp).containsExactly(1_600_000_000_500L);
  }

  @Test
  void aBrokenDatabaseIsToldAndPutAside() throws Exception {
    Files.write(folder.resolve("data.db"), new byte[5000]);
    Files.writeString(folder.resolve("data_1.db"), "this is no database at all".repeat(100));
    PythonStorage storage = PythonStorage.open(folder);
    assertThat(read(storage).unreadable()).isPositive();
    assertThat(names()).contains("data_1.db.damaged");
  }

  @Test
  void everyShapeOfTelemetryIsUnderstood() throws Exception {
    DataPoint point = DataPoint.timeseries("a", new Value.Int(1));
    Device device = new Device("D", "default");
    for (String telemetry :
        List.of(
            "[{\"ts\":5,\"values\":{\"a\":1}}]",
            "{\"ts\":\"5\",\"values\":{\"a\":1}}",
            "[{\"ts\":5,\"values\":{\"values\":{\"a\":1}}}]")) {
      assertThat(parsed("{\"deviceName\":\"D\",\"telemetry\":" + telemetry + "}"))
          .as(telemetry)
          .containsExactly(new UplinkRecord(device, 5, List.of(point)));
    }
    assertThat(parsed("{\"deviceName\":\"D\",\"telemetry\":[{\"a\":1}]}"))
        .containsExactly(new UplinkRecord(device, 77, List.of(point)));
  }

  @Test
  void everyKindOfValueIsKeptAndWhatIsNoneLeftOut() throws Exception {
    List<UplinkRecord> all =
        parsed(
            "{\"deviceName\":\"Gerät\",\"deviceType\":\"\",\"attributes\":"
                + "[{\"b\":true,\"i\":-3},{\"r\":1.5,\"t\":\"x\",\"o\":{\"k\":[1,null]},"
                + "\"big\":123456789012345678901,\"null\":null,\"nan\":NaN}]}");
    assertThat(all)
        .containsExactly(
            new UplinkRecord(
                new Device("Gerät", "default"),
                77,
                List.of(
                    DataPoint.attribute("b", new Value.Bool(true)),
                    DataPoint.attribute("i", new Value.Int(-3)),
                    DataPoint.attribute("r", new Value.Real(1.5)),
                    DataPoint.attribute("t", new Value.Text("x")),
                    DataPoint.attribute("o", new Value.Json("{\"k\":[1,null]}")),
                    DataPoint.attribute("big", new Value.Json("123456789012345678901")))));
  }

  @Test
  void theGatewaysOwnMessagesAreCountedAndLeftOut() throws Exception {
    Files.writeString(
        folder.resolve("data_1700000000000.txt"),
        line("{\"deviceName\":\"currentThingsBoardGateway\",\"attributes\":{\"Version\":\"3.8\"}}")
            + line(message(1)));
    assertThat(read()).isEqualTo(summary(2, 1, 1, 0));
    assertThat(records).containsExactly(record(1));
  }

  @Test
  void manyMessagesComeInBatches() throws Exception {
    try (Connection database = database("data.db")) {
      createTable(database);
      database.setAutoCommit(false);
      for (int i = 0; i < 2100; i++) {
        insert(database, 1_700_000_000_000L, message(i));
      }
      database.commit();
    }
    List<Integer> sizes = new ArrayList<>();
    PythonStorage.open(folder)
        .importAll(batch -> sizes.add(batch.size()), (file, line, reason) -> {});
    assertThat(sizes).containsExactly(500, 500, 500, 500, 100);
  }
}

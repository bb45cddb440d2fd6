package io.tidegate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import io.tidegate.data.Value;
import io.tidegate.engine.ledger.Counts;
import io.tidegate.engine.ledger.LedgerSnapshot;
import io.tidegate.engine.ledger.Statement;
import io.tidegate.testkit.broker.EmbeddedBroker;
import io.tidegate.testkit.thingsboard.ReceivedDevice;
import io.tidegate.testkit.thingsboard.ThingsBoardStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PythonBacklogTest {

  private static final int ROWS = 1200;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Less than rows with the filler take. */
  private static final String QUOTA = "\"quotaBytes\": 1048576, \"whenFull\": \"block\"";

  @TempDir Path parent;
  private ThingsBoardStandIn platform;
  private TestFolder folder;

  @BeforeEach
  void open() throws IOException {
    platform = new ThingsBoardStandIn();
    folder = TestFolder.in(parent, platform.port());
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void whatThePythonGatewayLeftInSqliteAndTextFilesIsDeliveredOnce() throws Exception {
    leaveSqlite();
    leaveText();
    try (Gateway gateway = folder.start()) {
      await().atMost(PATIENCE).until(() -> counts(gateway).delivered() == ROWS + 2);

      assertThat(received().timeseries("n").count()).isEqualTo(ROWS);
      assertThat(received().timeseries("n").timestamps())
          .hasSize(ROWS)
          .startsWith(1_700_000_000_000L)
          .isSorted();
      assertThat(received().timeseries("text").count()).isEqualTo(2);
      assertThat(counts(gateway))
          .returns(ROWS + 4L, Counts::read)
          .returns(2L, Counts::rejected)
          .returns(ROWS + 2L, Counts::stored)
          .returns(0L, Counts::waiting)
          .returns(true, Counts::balanced);
    }
    assertThat(names()).contains("data.db.imported", "data_1700000000000.txt.imported");

    try (Gateway gateway = folder.start()) {
      await().atMost(PATIENCE).until(() -> platform.connectedClients() == 1);
      assertThat(counts(gateway)).isEqualTo(Counts.ZERO);
    }
    assertThat(received().timeseries("n").duplicates()).isZero();
  }

  // The Python gateway's storage does not say which connector read a record.
  @Test
  void noConnectorIsMadeUpForItsDevices() throws Exception {
    leaveText();
    try (EmbeddedBroker broker = new EmbeddedBroker(0)) {
      folder.mqtt(broker.port());
      try (Gateway gateway = folder.start()) {
        await().atMost(PATIENCE).until(() -> counts(gateway).delivered() == 2);
        assertThat(received().type()).isEqualTo("thermometer");
        assertThat(received().attributes()).doesNotContainKeys("connectorName", "connectorType");

        publish(broker.port(), "plant/Sensor");

        await().atMost(PATIENCE).until(() -> received().attributes().containsKey("connectorName"));
        assertThat(received().attribute("connectorName").latest())
            .isEqualTo(new Value.Text("Plant"));
        assertThat(received().attribute("connectorType").latest())
            .isEqualTo(new Value.Text("mqtt"));
      }
    }
  }

  @Test
  void aDatabaseThatIsInUseStaysForTheNextStartAndTheRestIsDeliveredOnce() throws Exception {
    leaveSqlite();
    leaveText();
    try (Connection other = connect();
        var statement = other.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      try (Gateway gateway = folder.start()) {
        await().atMost(PATIENCE).until(() -> counts(gateway).delivered() == 2);
        assertThat(counts(gateway).stored()).isEqualTo(2);
      }
    }
    assertThat(names()).contains("data.db", "data_1700000000000.txt.imported");

    try (Gateway gateway = folder.start()) {
      await().atMost(PATIENCE).until(() -> counts(gateway).delivered() == ROWS);
    }
    assertThat(names()).contains("data.db.imported");
    assertThat(received().timeseries("n").count()).isEqualTo(ROWS);
    assertThat(received().timeseries("text").count()).isEqualTo(2);
  }

  // They begin behind it: what is larger than the log has to be delivered first.
  @Test
  void whileABacklogIsTakenOverThePlatformIsToldOfTheConnectorsThatFollow() throws Exception {
    leaveSqlite(",\"filler\":\"" + "x".repeat(1_500) + '"');
    folder.write(
        "tb_gateway.json",
        Files.readString(folder.path().resolve("tb_gateway.json"))
            .replace("\"type\": \"sqlite\"", QUOTA + ", \"type\": \"sqlite\""));
    try (Gateway gateway = folder.start()) {
      await().atMost(PATIENCE).until(() -> counts(gateway).delivered() == ROWS);
    }
    assertThat(platform.log().payloads("v1/devices/me/attributes"))
        .isNotEmpty()
        .allMatch(told -> told.contains("\"active_connectors\":[\"Plant\"]"));
  }

  private ReceivedDevice received() {
    return platform.received().device("Sensor");
  }

  private static Counts counts(Gateway gateway) {
    LedgerSnapshot ledger = gateway.status().ledger();
    return ledger.connectors().stream()
        .filter(statement -> statement.connector().equals(PythonBacklog.ACCOUNT))
        .map(Statement::counts)
        .findFirst()
        .orElse(Counts.ZERO);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.data())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.data().resolve("data.db"));
  }

  private void leaveSqlite() throws SQLException {
    leaveSqlite("");
  }

  private void leaveSqlite(String more) throws SQLException {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute(
          "CREATE TABLE messages (timestamp INTEGER NOT NULL, message TEXT NOT NULL)");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO messages VALUES (?, ?)")) {
        for (int i = 0; i < ROWS; i++) {
          insert.setLong(1, 1_700_000_000_000L + i);
          insert.setString(2, message("n", i, more));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      connection.commit();
    }
  }

  private void leaveText() throws IOException {
    Files.writeString(
        folder.data().resolve("data_1700000000000.txt"),
        line(message("text", 0)) + "%%%\n" + line("{\"deviceName\":") + line(message("text", 1)));
    Files.writeString(
        folder.data().resolve("state_file.txt"),
        "{\"position\":0,\"file\":\"data_1700000000000.txt\"}");
  }

  private static String message(String key, int number) {
    return message(key, number, "");
  }

  private static String message(String key, int number, String more) {
    return "{\"deviceName\":\"Sensor\",\"deviceType\":\"thermometer\",\"telemetry\":"
        + "[{\"ts\":%d,\"values\":{\"%s\":%d%s}}],\"attributes\":{}}"
            .formatted(1_700_000_000_000L + number, key, number, more);
  }

  private static String line(String message) {
    return Base64.getEncoder().encodeToString(message.getBytes(UTF_8)) + "\n";
  }

  static void publish(int port, String topic) {
    Mqtt5BlockingClient client =
        Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(port).buildBlocking();
    client.connect();
    // Retained: the gateway may not have subscribed yet.
    client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload("{\"n\": 7}".getBytes(UTF_8))
        .send();
    client.disconnect();
  }
}

package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsConfigTest {

  @Test
  void withoutAFileTheShippedOneHolds() {
    LogsConfig logs = LogsConfig.defaults();
    assertThat(logs.loggers())
        .containsKeys("service", "connector", "converter", "tb_connection", "storage", "extension");
    assertThat(logs.handlers().get("serviceHandler"))
        .satisfies(handler -> {
          assertThat(handler.isFile()).isTrue();
          assertThat(handler.filename()).isEqualTo("./logs/service.log");
          assertThat(handler.rotation()).isEqualTo(Duration.ofDays(3));
          assertThat(handler.backupCount()).isEqualTo(7);
        });
    assertThat(logs.handlers().get("consoleHandler"))
        .satisfies(handler -> {
          assertThat(handler.isConsole()).isTrue();
          assertThat(handler.stream()).isEqualTo("ext://sys.stdout");
          assertThat(handler.level()).isEqualTo(LogLevel.TRACE);
        });
    assertThat(logs.root().level()).isEqualTo(LogLevel.ERROR);
  }

  @Test
  void aHandlerThatIsNotKnownIsToldAndTheOthersAreUsed() {
    ConfigResult<LogsConfig> result =
        ConfigReader.read(
            "logs.json",
            """
            {"version": 1,
             "handlers": {
               "a": {"class": "logging.handlers.SysLogHandler"},
               "b": {"class": "thingsboard_gateway.tb_utility.tb_handler.TimedRotatingFileHandler",
                     "filename": "b.log", "formatter": "none"}},
             "loggers": {"service": {"handlers": ["a", "b"], "level": "NONE"}}}
            """,
            LogsConfig.class);
    assertThat(result.value())
        .satisfies(logs -> assertThat(logs.handlers()).containsOnlyKeys("b"))
        .satisfies(logs ->
            assertThat(logs.loggers().values())
                .extracting(LogsConfig.Logger::level)
                .containsExactly(LogLevel.OFF));
    assertThat(result.problems())
        .extracting(Object::toString)
        .containsExactly(
            "error: logs.json:3: /handlers/a/class must be `logging.StreamHandler` or a"
                + " `…TimedRotatingFileHandler` but is \"logging.handlers.SysLogHandler\"",
            "warning: logs.json:5: /handlers/b/formatter is ignored: there is no usable formatter"
                + " \"none\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0, TRACE",
    "5, TRACE",
    "10, DEBUG",
    "20, INFO",
    "25, WARNING",
    "30, WARNING",
    "40, ERROR",
    "50, CRITICAL",
    "100, OFF",
    "info, INFO",
    "Warn, WARNING",
    "NOTSET, OFF",
    "none, OFF"
  })
  void levelsAreNamesOrNumbers(String text, LogLevel level) {
    assertThat(LogLevel.parse(text)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "Demo Conn, demo_conn",
    "MQTT-Broker  2, mqtt_broker_2",
    "myConnector, my_connector",
    "a/b(c), abc"
  })
  void aConnectorsLogFilesHaveItsNameInSnakeCase(String name, String snake) {
    assertThat(LogFileNames.connector(name)).isEqualTo(snake + "_connector.log");
    assertThat(LogFileNames.converter(name)).isEqualTo(snake + "_converter.log");
  }
}

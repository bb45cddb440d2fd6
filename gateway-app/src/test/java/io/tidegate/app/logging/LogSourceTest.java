package io.tidegate.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

// core.md §10.3
final class LogSourceTest {

  @ParameterizedTest
  @CsvSource({
    "tb_connection, CONNECTION_LOGS LOGS",
    "io.tidegate.thingsboard.Link, CONNECTION_LOGS LOGS",
    "storage, STORAGE_LOGS LOGS",
    "extension.x, EXTENSION_LOGS EXTENSIONS_LOGS LOGS",
    "io.tidegate.app.Gateway, SERVICE_LOGS LOGS",
    "org.other.Library, SERVICE_LOGS LOGS",
    "connector.Plant, Plant_LOGS",
    "converter.Plant, Plant_converter_LOGS",
  })
  void linesOfConnectorsAreNotAmongThoseOfTheGateway(String logger, String keys) {
    assertThat(LogSource.of(logger).logKeys()).isEqualTo(List.of(keys.split(" ")));
  }
}

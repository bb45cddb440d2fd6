package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigReference;
import io.tidegate.config.json.ConfigSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of the records: the reference pages and the schemas. */
class ReferenceTest {

  private static final Path PAGE = Path.of("../docs/user/tb_gateway.md");
  private static final Path COMPAT = Path.of("src/test/resources/compat");

  @ParameterizedTest
  @ValueSource(
      classes = {
        GatewayConfig.class,
        LogsConfig.class,
        DeviceFilterConfig.class,
        ConnectorCommon.class,
        StatisticsCommand.class,
        StoredCredentials.class
      })
  void everyComponentIsDocumented(Class<? extends Record> type) {
    assertThat(ConfigReference.of(type)).startsWith("| Property |");
  }

  // The message of a failure has the text that belongs on the page.
  @ParameterizedTest
  @ValueSource(
      classes = {
        GatewayConfig.class,
        LogsConfig.class,
        DeviceFilterConfig.class,
        ConnectorCommon.class
      })
  void thePageForUsersHoldsTheReference(Class<? extends Record> type) throws IOException {
    assertThat(Files.readString(PAGE))
        .contains(
            "<!-- generated: the reference of %s -->\n%s<!-- end of generated -->\n"
                .formatted(type.getSimpleName(), ConfigReference.of(type)));
  }

  @Test
  void theExampleOfThePageIsValid() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```json\n", page.indexOf("<!-- example -->")) + "```json\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    assertThat(ConfigReader.read(GatewayConfig.FILE, example, GatewayConfig.class).problems())
        .isEmpty();
  }

  @Test
  void theReferenceNamesKeyTypeDefaultAndAlias() {
    assertThat(ConfigReference.of(GatewayConfig.class))
        .contains(
            "| `thingsboard.keep_alive` | integer 1..65535 | `120` | MQTT keep-alive in seconds. |",
            "| `thingsboard.hosts` | list of a host name with an optional port (`host` or"
                + " `host:port`), or an object | `[]` |",
            "| `thingsboard.hosts[].host` | string | required |",
            "| `connectors[].name` | string | required |",
            "Also accepted: `keepalivePermitWithoutCalls`.",
            "*This is not active yet.*")
        .contains("| `storage.whenFull` | `dropOldest`, `dropNewest`, `block` | `dropOldest` |");
    assertThat(ConfigReference.of(LogsConfig.class))
        .contains("| `handlers.*.filename` | string |  |");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        GatewayConfig.class,
        LogsConfig.class,
        DeviceFilterConfig.class,
        ConnectorCommon.class
      })
  void theSchemaIsValid(Class<? extends Record> type) throws IOException {
    Schema meta =
        registry()
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(ConfigSchema.of(type), InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaAcceptsTheShippedFiles() throws IOException {
    assertThat(errors(GatewayConfig.class, Files.readString(COMPAT.resolve("tb_gateway.json"))))
        .isEmpty();
    assertThat(errors(LogsConfig.class, Files.readString(COMPAT.resolve("logs.json")))).isEmpty();
    assertThat(errors(DeviceFilterConfig.class, Files.readString(COMPAT.resolve("list.json"))))
        .isEmpty();
  }

  @Test
  void theSchemaRefusesWhatTheReaderRefuses() {
    assertThat(
            errors(
                GatewayConfig.class,
                "{\"thingsboard\": {\"port\": 70000}, \"storage\": {\"type\": \"tape\"}}"))
        .contains("/thingsboard/port", "/storage/type");
    assertThat(errors(GatewayConfig.class, "{}")).contains("thingsboard", "storage");
  }

  private static String errors(Class<? extends Record> type, String json) {
    var errors = registry().getSchema(ConfigSchema.of(type)).validate(json, InputFormat.JSON);
    return errors.isEmpty() ? "" : errors.toString();
  }

  private static SchemaRegistry registry() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  }
}

package io.tidegate.config.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.config.gateway.StorageConfig.Sync;
import io.tidegate.config.gateway.StorageConfig.WhenFull;
import io.tidegate.config.gateway.StorageSettings.Durable;
import io.tidegate.config.gateway.StorageSettings.Memory;
import io.tidegate.config.json.ConfigReader;
import io.tidegate.config.json.ConfigResult;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StorageConfigTest {

  @Test
  void memoryIsBoundedByRecords() {
    assertThat(read("{'type': 'Memory', 'max_records_count': 5}").require().settings())
        .isEqualTo(new Memory(Path.of("./"), 5, WhenFull.DROP_OLDEST));
  }

  @Test
  void fileHasOneGibibyteAndNoAgeLimitUnlessConfigured() {
    assertThat(read("{'type': 'file', 'messages_ttl_in_days': 7}").require().settings())
        .isEqualTo(
            new Durable(
                Path.of("./"),
                1L << 30,
                Duration.ZERO,
                WhenFull.DROP_OLDEST,
                Sync.ALWAYS,
                Duration.ofSeconds(1)));
    assertThat(
            read("{'type': 'file', 'data_folder_path': './data/', 'quotaBytes': 5000000,"
                    + " 'maxAgeDays': 3, 'whenFull': 'block', 'sync': 'interval',"
                    + " 'syncIntervalMs': 50}")
                .require()
                .settings())
        .isEqualTo(
            new Durable(
                Path.of("./data/"),
                5_000_000,
                Duration.ofDays(3),
                WhenFull.BLOCK,
                Sync.INTERVAL,
                Duration.ofMillis(50)));
  }

  @Test
  void sqliteTakesItsQuotaFromTheSizeAndNumberOfItsFilesAndItsAgeFromTheTtl() {
    assertThat(
            read("{'type': 'sqlite', 'data_file_path': './data/', 'size_limit': 2,"
                    + " 'max_db_amount': 3}")
                .require()
                .settings())
        .isEqualTo(
            new Durable(
                Path.of("./data/"),
                6_000_000,
                Duration.ofDays(7),
                WhenFull.DROP_OLDEST,
                Sync.ALWAYS,
                Duration.ofSeconds(1)));
  }

  @Test
  void ofADataFileOnlyTheFolderCounts() {
    ConfigResult<StorageConfig> result =
        read("{'type': 'sqlite', 'data_file_path': 'data/mine.db'}");
    assertThat(result.require().settings())
        .extracting(settings -> ((Durable) settings).folder())
        .isEqualTo(Path.of("data"));
    assertThat(result.problems())
        .extracting(Object::toString)
        .containsExactly(
            "warning: s.json:1: /data_file_path means the folder `data/`; end it with `/`");
  }

  // The shipped file has the keys of all three types.
  @Test
  void onlyKeysOfTheTypeInUseAreWarnedOf() {
    String keys = "'max_file_count': 5, 'max_records_per_file': 3, 'read_records_count': 9}";
    assertThat(read("{'type': 'file', " + keys).problems())
        .extracting(problem -> problem.place().pointer())
        .containsExactlyInAnyOrder("/max_file_count", "/max_records_per_file");
    assertThat(read("{'type': 'memory', " + keys).problems())
        .extracting(problem -> problem.place().pointer())
        .containsExactly("/read_records_count");
  }

  private static ConfigResult<StorageConfig> read(String json) {
    return ConfigReader.read("s.json", json.replace('\'', '"'), StorageConfig.class);
  }
}

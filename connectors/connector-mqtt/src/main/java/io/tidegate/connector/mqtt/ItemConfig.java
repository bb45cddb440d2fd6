package io.tidegate.connector.mqtt;

import io.tidegate.config.Checked;
import io.tidegate.config.Default;
import io.tidegate.config.Doc;
import io.tidegate.config.FromText;
import io.tidegate.config.Problems;
import io.tidegate.config.SkipInvalid;
import io.tidegate.connector.ReportStrategyConfig;
import org.jspecify.annotations.Nullable;

/** One entry of {@code attributes} or {@code timeseries}. */
public record ItemConfig(
    @Doc(
            "`string`, `integer`, `long`, `double`, `float`, `boolean`; every other name keeps the"
                + " text.")
        @Default("string")
        String type,
    @Doc("Key in ThingsBoard, with `${…}`.") String key,
    @Doc("Value: text with `${…}` for `json`, with slices such as `[0:4]` for `bytes`.")
        String value,
    @Doc(
            "What `key` is taken from: `message`, or `topic` with a regular expression (its last"
                + " group).")
        @Default("message")
        KeySource keySource,
    @Doc("`json` time series: the member with the time of this value, such as `${time}`.")
        @Nullable String tsField,
    @Doc("`02/03/2020` is the 2nd of March.") @Default("false") boolean dayfirst,
    @Doc("`02/03/04` is of the year 2002.") @Default("false") boolean yearfirst,
    @Doc("`bytes`: a slice is given as hexadecimal digits.") @Default("false") boolean hexMode,
    @Doc("What is reported of this key.") @Nullable @SkipInvalid
        ReportStrategyConfig reportStrategy)
    implements Checked {

  private static final String EVERYTHING = "*";

  /** Where keys come from. */
  public enum KeySource {
    MESSAGE,
    TOPIC
  }

  /** The short form of an entry. */
  @FromText("an object with key and value, or \"*\"")
  static ItemConfig everything(String text) {
    if (!text.equals(EVERYTHING)) {
      throw new IllegalArgumentException("\"*\" is the only text there is");
    }
    return new ItemConfig(
        EVERYTHING, EVERYTHING, EVERYTHING, KeySource.MESSAGE, null, false, false, false, null);
  }

  /** Whether the entry stands for every member of the message. */
  boolean isEverything() {
    return type.equals(EVERYTHING) && key.equals(EVERYTHING);
  }

  @Override
  public void check(Problems problems) {
    if (keySource == KeySource.TOPIC) {
      TopicRegexes.check(key, "key", problems);
    }
    if (key.isBlank()) {
      problems.error("key", "must not be blank");
    }
  }
}

package io.tidegate.data;

/**
 * One value of one key.
 *
 * @param kind whether the platform keeps a history of the key or only its latest value.
 * @param key the name of the key on the platform.
 * @param value the converted value.
 */
public record DataPoint(Kind kind, String key, Value value) {

  /** How the platform stores a key. */
  public enum Kind {
    TIMESERIES,
    ATTRIBUTE
  }

  /** A point of a time series. */
  public static DataPoint timeseries(String key, Value value) {
    return new DataPoint(Kind.TIMESERIES, key, value);
  }

  /** An attribute. */
  public static DataPoint attribute(String key, Value value) {
    return new DataPoint(Kind.ATTRIBUTE, key, value);
  }
}

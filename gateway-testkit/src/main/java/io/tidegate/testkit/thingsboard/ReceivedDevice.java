package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A device as the platform knows it. Safe for several threads. */
public final class ReceivedDevice {

  static final String DEFAULT_TYPE = "default";

  private final String name;
  private final String type;
  private final Retention retention;
  private final Map<String, Series> timeseries = new ConcurrentHashMap<>();
  private final Map<String, Series> attributes = new ConcurrentHashMap<>();
  private volatile @Nullable PlatformSession session;
  private volatile int announcements;
  private volatile int unannounced;

  ReceivedDevice(String name, String type, Retention retention) {
    this.name = name;
    this.type = type;
    this.retention = retention;
  }

  public String name() {
    return name;
  }

  /** What it was created with; {@code default} if its data came before it was connected. */
  public String type() {
    return type;
  }

  /** Whether it was connected through a client that is itself connected. */
  public boolean connected() {
    return session != null;
  }

  /** How often it was connected. */
  public int announcements() {
    return announcements;
  }

  /** How many messages with its data came while it was not connected. */
  public int unannounced() {
    return unannounced;
  }

  /** The time series of a key. */
  public Series timeseries(String key) {
    return found(timeseries, key);
  }

  /** The values an attribute had; the latest is the one that counts. */
  public Series attribute(String key) {
    return found(attributes, key);
  }

  /** The latest value of every attribute. */
  public Map<String, Value> attributes() {
    Map<String, Value> latest = new TreeMap<>();
    attributes.forEach((key, series) -> latest.put(key, series.latest()));
    return latest;
  }

  /** The latest value of every time series. */
  public Map<String, Value> telemetry() {
    Map<String, Value> latest = new TreeMap<>();
    timeseries.forEach((key, series) -> latest.put(key, series.latest()));
    return latest;
  }

  /** The keys that have a time series. */
  public Set<String> timeseriesKeys() {
    return new TreeSet<>(timeseries.keySet());
  }

  private Series found(Map<String, Series> map, String key) {
    Series series = map.get(key);
    if (series == null) {
      throw new AssertionError(name + " has no " + key + " but " + map.keySet());
    }
    return series;
  }

  void addTelemetry(int message, ReceivedPoint point) {
    seriesOf(timeseries, point.key()).add(message, point.timestamp(), point.value());
  }

  void addAttribute(int message, ReceivedPoint point) {
    seriesOf(attributes, point.key()).add(message, point.timestamp(), point.value());
  }

  private Series seriesOf(Map<String, Series> map, String key) {
    Series series = map.get(key);
    return series == null ? map.computeIfAbsent(key, k -> new Series(retention)) : series;
  }

  Optional<PlatformSession> session() {
    return Optional.ofNullable(session);
  }

  synchronized void connect(PlatformSession through) {
    session = through;
    announcements++;
  }

  synchronized void disconnect(PlatformSession through) {
    if (session == through) {
      session = null;
    }
  }

  synchronized void dataThrough(PlatformSession through) {
    if (session != through) {
      unannounced++;
    }
  }
}

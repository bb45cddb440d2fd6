package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one key of one device, in the order they arrived. Safe for several threads. */
public final class Series {

  private static final byte INT = 0;
  private static final byte REAL = 1;
  private static final byte BOOL = 2;
  private static final byte TEXT = 3;
  private static final byte JSON = 4;

  private final Retention retention;
  private final List<String> texts = new ArrayList<>();
  private long[] timestamps = new long[1];
  private long[] bits = new long[1];
  private int[] messages = new int[1];
  private byte[] kinds = new byte[1];
  private int kept;
  private long count;
  private @Nullable Arrival newest;

  Series(Retention retention) {
    this.retention = retention;
  }

  synchronized void add(int message, long timestamp, Value value) {
    count++;
    if (newest == null || timestamp >= newest.timestamp()) {
      newest = new Arrival(message, timestamp, value);
    }
    if (retention == Retention.EVERYTHING) {
      keep(message, timestamp, value);
    }
  }

  private void keep(int message, long timestamp, Value value) {
    if (kept == timestamps.length) {
      grow(kept + (kept >> 1) + 8);
    }
    timestamps[kept] = timestamp;
    messages[kept] = message;
    switch (value) {
      case Value.Int(long number) -> encode(INT, number);
      case Value.Real(double number) -> encode(REAL, Double.doubleToRawLongBits(number));
      case Value.Bool(boolean flag) -> encode(BOOL, flag ? 1 : 0);
      case Value.Text(String text) -> encode(TEXT, text);
      case Value.Json(String text) -> encode(JSON, text);
    }
    kept++;
  }

  private void encode(byte kind, long value) {
    kinds[kept] = kind;
    bits[kept] = value;
  }

  private void encode(byte kind, String text) {
    encode(kind, texts.size());
    texts.add(text);
  }

  private void grow(int capacity) {
    timestamps = Arrays.copyOf(timestamps, capacity);
    bits = Arrays.copyOf(bits, capacity);
    messages = Arrays.copyOf(messages, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
  }

  /** How many values arrived, repeated ones included. */
  public synchronized long count() {
    return count;
  }

  /** The value with the newest time stamp; of several with the same, the last that arrived. */
  public synchronized Value latest() {
    return newest().value();
  }

  /** The arrival with the newest time stamp. */
  public synchronized Arrival newest() {
    if (newest == null) {
      throw new AssertionError("nothing arrived yet");
    }
    return newest;
  }

  /** All arrivals in their order; empty unless everything is retained. */
  public synchronized List<Arrival> arrivals() {
    List<Arrival> all = new ArrayList<>(kept);
    for (int i = 0; i < kept; i++) {
      all.add(new Arrival(messages[i], timestamps[i], decode(i)));
    }
    return all;
  }

  private Value decode(int index) {
    return switch (kinds[index]) {
      case INT -> new Value.Int(bits[index]);
      case REAL -> new Value.Real(Double.longBitsToDouble(bits[index]));
      case BOOL -> new Value.Bool(bits[index] == 1);
      case TEXT -> new Value.Text(texts.get((int) bits[index]));
      default -> new Value.Json(texts.get((int) bits[index]));
    };
  }

  /** The values in the order they arrived. */
  public List<Value> values() {
    return arrivals().stream().map(Arrival::value).toList();
  }

  /** The time stamps in the order they arrived. */
  public synchronized long[] timestamps() {
    return Arrays.copyOf(timestamps, kept);
  }

  /** How many different time stamps arrived; what the platform's database would hold. */
  public long distinct() {
    return Arrays.stream(timestamps()).distinct().count();
  }

  /** How many values arrived for a time stamp that had one already. */
  public long duplicates() {
    long[] all = timestamps();
    return all.length - Arrays.stream(all).distinct().count();
  }
}

package io.tidegate.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.Value;
import io.tidegate.testkit.thingsboard.StandInListener;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of the numbered messages of a {@link Field} at the platform. */
final class Arrivals implements StandInListener {

  private record Arrival(long number, long time, int connection) {}

  private final Map<String, List<Arrival>> byDevice = new HashMap<>();
  private final Map<String, Long> marks = new HashMap<>();
  private final BitSet seen = new BitSet();
  private int connection;
  private long all;

  @Override
  public synchronized void connected() {
    connection++;
  }

  @Override
  public synchronized void telemetry(
      String device, long timestamp, String key, Value value, long arrivalNanos) {
    if (key.equals("seq") && value instanceof Value.Int(long number)) {
      byDevice
          .computeIfAbsent(device, _ -> new ArrayList<>())
          .add(new Arrival(number, timestamp, connection));
      seen.set((int) number);
      all++;
    }
  }

  @Override
  public synchronized void attribute(String device, String key, Value value, long arrivalNanos) {
    if (key.equals("mark") && value instanceof Value.Int(long number)) {
      marks.put(device, number);
    }
  }

  /** How many different numbers have arrived. */
  synchronized long distinct() {
    return seen.cardinality();
  }

  /** How many numbers arrived that had arrived before. */
  synchronized long repeated() {
    return all - seen.cardinality();
  }

  synchronized boolean has(long number) {
    return seen.get((int) number);
  }

  /** The numbers below a limit that have not arrived. */
  synchronized BitSet missing(long limit) {
    BitSet missing = new BitSet();
    missing.set(0, (int) limit);
    missing.andNot(seen);
    return missing;
  }

  /** However often a number arrives, it has one time: the one of the device where it gives one. */
  synchronized void assertTimes(Field field) {
    for (int device = 0; device < field.devices(); device++) {
      Map<Long, Long> times = new HashMap<>();
      for (Arrival arrival : of(device)) {
        if (Field.givesTime(device)) {
          assertThat(arrival.time).as("%s", arrival).isEqualTo(field.timeOf(arrival.number));
        }
        Long other = times.put(arrival.number, arrival.time);
        assertThat(other).as("%s has arrived before", arrival).isIn(null, arrival.time);
      }
    }
  }

  /** Different numbers of a device never share a time: none overwrites another. */
  synchronized void assertNothingOverwritten(Field field) {
    for (int device = 0; device < field.devices(); device++) {
      Map<Long, Long> numbers = new HashMap<>();
      for (Arrival arrival : of(device)) {
        Long other = numbers.put(arrival.time, arrival.number);
        assertThat(other)
            .as("number at the time of %s of %s", arrival, Field.name(device))
            .isIn(null, arrival.number);
      }
    }
  }

  /**
   * Within a connection, what arrives of a device for the first time is in order within each lane.
   * The lanes are not told apart on the wire; so it is the merger of at most so many ascending
   * sequences, which is the same as: no descending one is longer.
   */
  synchronized void assertOrder(Field field, int lanes) {
    for (int device = 0; device < field.devices(); device++) {
      Set<Long> arrived = new HashSet<>();
      List<Long> ends = new ArrayList<>();
      int last = -1;
      for (Arrival arrival : of(device)) {
        if (arrival.connection != last) {
          ends.clear();
          last = arrival.connection;
        }
        if (arrived.add(arrival.number)) {
          place(ends, arrival.number);
          assertThat(ends.size())
              .as("ascending sequences of %s up to %s", Field.name(device), arrival)
              .isLessThanOrEqualTo(lanes);
        }
      }
    }
  }

  /** Continues the sequence that comes nearest; the ends are kept in descending order. */
  private static void place(List<Long> ends, long number) {
    for (int i = 0; i < ends.size(); i++) {
      if (ends.get(i) < number) {
        ends.set(i, number);
        return;
      }
    }
    ends.add(number);
  }

  /** The attribute of every device is the one that was published last. */
  synchronized void assertLastMarks(Field field) {
    for (int device = 0; device < field.devices(); device++) {
      assertThat(marks.getOrDefault(Field.name(device), -1L))
          .as("the attribute of %s", Field.name(device))
          .isEqualTo(field.lastMark(device));
    }
  }

  private List<Arrival> of(int device) {
    return byDevice.getOrDefault(Field.name(device), List.of());
  }
}

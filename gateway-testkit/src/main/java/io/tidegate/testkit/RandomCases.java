package io.tidegate.testkit;

import io.tidegate.data.DataPoint;
import io.tidegate.data.DataPoint.Kind;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random but repeatable cases for tests of properties. A failure names the seed of its case; the
 * system property {@code tidegate.seed} repeats that case alone.
 */
public final class RandomCases {

  private static final String SEED_PROPERTY = "tidegate.seed";
  private static final long FIRST_SEED = 20_261_122;

  // What text has gone wrong with before: quotes, separators, wildcards, controls, other planes.
  private static final List<String> AWKWARD =
      List.of(
          "\"", "\\", "'", "/", "+", "#", "$", "{}", "${x}", "\n", "\u0000", "ü", "水", "😀", " ");

  private static final List<Long> EDGES =
      List.of(
          0L,
          1L,
          -1L,
          127L,
          128L,
          255L,
          65535L,
          65536L,
          (1L << 53) + 1,
          Long.MAX_VALUE,
          Long.MIN_VALUE);

  private final RandomGenerator random;

  private RandomCases(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** A property that holds for every case. */
  @FunctionalInterface
  public interface Property {
    void holdsFor(RandomCases cases) throws Exception;
  }

  /** A source of repeatable random values. */
  public static RandomCases seeded(long seed) {
    return new RandomCases(seed);
  }

  /** Tries a property on so many cases. */
  public static void forAll(int cases, Property property) {
    Long only = Long.getLong(SEED_PROPERTY);
    if (only != null) {
      check(only, property);
      return;
    }
    for (int i = 0; i < cases; i++) {
      check(FIRST_SEED + i, property);
    }
  }

  private static void check(long seed, Property property) {
    try {
      property.holdsFor(new RandomCases(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError("with -D" + SEED_PROPERTY + "=" + seed + ": " + e.getMessage(), e);
    }
  }

  /** A number of this range, both ends included. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Any number; edges of its types more often than others. */
  public long number() {
    return chance(30) ? oneOf(EDGES) : random.nextLong() >> random.nextInt(64);
  }

  /** Any finite number. */
  public double real() {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextDouble();
  }

  /** True in so many of a hundred cases. */
  public boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  /** One of these. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A list of at most so many. */
  public <T> List<T> listOf(int most, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    int size = between(0, most);
    for (int i = 0; i < size; i++) {
      list.add(element.get());
    }
    return list;
  }

  /** At most so many bytes. */
  public byte[] bytes(int most) {
    byte[] bytes = new byte[between(0, most)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Text of at most so many parts, each a letter or something awkward. */
  public String text(int most) {
    return String.join("", listOf(most, this::part));
  }

  private String part() {
    return chance(20) ? oneOf(AWKWARD) : Character.toString(between('a', 'z'));
  }

  /** A value of any kind. */
  public Value value() {
    return switch (between(0, 4)) {
      case 0 -> new Value.Int(number());
      case 1 -> new Value.Real(real());
      case 2 -> new Value.Bool(chance(50));
      case 3 -> new Value.Text(text(20));
      default -> new Value.Json("[" + number() + ",{\"k\":" + chance(50) + "}]");
    };
  }

  /** A device of a small set, so that some come again. */
  public Device device() {
    return new Device(
        oneOf(List.of("pump", "tank \"2\"", "wetter/süd")), oneOf(List.of("default", "x")));
  }

  /** A record of a device of a small set. */
  public UplinkRecord record() {
    Map<String, DataPoint> points = new LinkedHashMap<>();
    for (DataPoint point : listOf(6, this::point)) {
      points.put(point.kind() + point.key(), point);
    }
    return new UplinkRecord(
        device(), between(0, Integer.MAX_VALUE - 1), List.copyOf(points.values()));
  }

  private DataPoint point() {
    return new DataPoint(oneOf(List.of(Kind.values())), "k" + text(3), value());
  }
}

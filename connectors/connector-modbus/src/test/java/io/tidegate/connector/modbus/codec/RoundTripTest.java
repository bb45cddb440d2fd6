package io.tidegate.connector.modbus.codec;

import static io.tidegate.connector.modbus.codec.TestFormats.bitOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.data.Value;
import io.tidegate.testkit.RandomCases;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was written is read as it was, and nothing beside it is touched. */
class RoundTripTest {

  private static final List<String> NUMBERS =
      List.of(
          "8int",
          "8uint",
          "16int",
          "16uint",
          "16float",
          "32int",
          "32uint",
          "32float",
          "64int",
          "64uint",
          "64float",
          "int",
          "integer",
          "long",
          "uint",
          "unsigned",
          "unsigned int",
          "unsigned integer",
          "word",
          "dword",
          "dword/integer",
          "float",
          "double");

  static Stream<Arguments> typesAndOrders() {
    return NUMBERS.stream()
        .flatMap(type ->
            Stream.of(Order.values())
                .flatMap(bytes ->
                    Stream.of(Order.values()).map(words -> Arguments.of(type, bytes, words))));
  }

  @ParameterizedTest
  @MethodSource("typesAndOrders")
  void numbersComeBackInEveryOrder(String type, Order bytes, Order words) {
    RandomCases.forAll(
        100,
        cases -> {
          int count = cases.oneOf(List.of(1, 2, 4));
          DataType parsed = DataType.of(type, count);
          Value value = parsed.isWhole() ? whole(cases, parsed) : real(cases, parsed);
          WriteFormat write = WriteFormat.of(16, type, count).withOrders(bytes, words);
          ReadFormat read =
              ReadFormat.of(Table.HOLDING_REGISTERS, type, count)
                  .withOrders(bytes, words)
                  .withRound(400);
          assertThat(through(write, read, cases.between(0, 5), value)).isEqualTo(value);
        });
  }

  private static Value whole(RandomCases cases, DataType type) {
    BigInteger least = type.kind() == DataType.Kind.WORD ? BigInteger.ZERO : type.least();
    BigInteger range = type.most().subtract(least).add(BigInteger.ONE);
    BigInteger value = BigInteger.valueOf(cases.number()).mod(range).add(least);
    return value.bitLength() < 64
        ? new Value.Int(value.longValue())
        : new Value.Json(value.toString());
  }

  private static Value real(RandomCases cases, DataType type) {
    return new Value.Real(
        switch (type.bits()) {
          case 16 -> cases.between(-2048, 2048) / 64.0;
          case 32 -> (float) (cases.number() / 3.0);
          default -> cases.real();
        });
  }

  @Test
  void bitsComeBackFromCoilsAndRegistersInEitherOrder() {
    RandomCases.forAll(
        500,
        cases -> {
          BitOrder order = cases.oneOf(List.of(BitOrder.values()));
          boolean isCoils = cases.chance(50);
          int count = cases.between(2, order == BitOrder.NATURAL ? 100 : 16);
          if (order == BitOrder.HISTORICAL && isCoils) {
            // Of others this order misses some.
            count = count > 8 ? 16 : count;
          }
          StringBuilder list = new StringBuilder("[");
          for (int i = 0; i < count; i++) {
            list.append(i == 0 ? "" : ",").append(cases.between(0, 1));
          }
          Value value = new Value.Json(list.append(']').toString());
          WriteFormat write = bitOrder(WriteFormat.of(isCoils ? 15 : 16, "bits", count), order);
          ReadFormat read =
              bitOrder(ReadFormat.of(write.table(), "bits", count), order)
                  .withBitTarget(BitTarget.INT);
          assertThat(through(write, read, 0, value)).isEqualTo(value);
        });
  }

  @Test
  void textComesBack() {
    RandomCases.forAll(
        200,
        cases -> {
          String text = cases.text(20).replace("\0", "");
          WriteFormat write = WriteFormat.of(16, "string", 60);
          ReadFormat read = ReadFormat.of(Table.HOLDING_REGISTERS, "string", 60);
          assertThat(through(write, read, cases.between(0, 5), new Value.Text(text)))
              .isInstanceOfSatisfying(
                  Value.Text.class,
                  back -> assertThat(back.value().replace("\0", "")).isEqualTo(text));
        });
  }

  /** Writes into the middle of other objects and reads from there. */
  private static Value through(WriteFormat write, ReadFormat read, int first, Value value)
      throws Exception {
    Encoder encoder = Encoder.of(write);
    Decoder decoder = Decoder.of(read);
    byte[] payload = encoder.encode(value).data();
    byte[] image = new byte[2 * first + payload.length + 4];
    Arrays.fill(image, (byte) 0xAA);
    System.arraycopy(payload, 0, image, 2 * first, payload.length);
    assertThat(decoder.objects()).isEqualTo(encoder.objects());
    return Objects.requireNonNull(decoder.decode(image, first));
  }

  @Test
  void roundingIsExactHalfToEven() {
    RandomCases.forAll(
        2000,
        cases -> {
          int decimals = cases.between(-2, 9);
          double value =
              cases.chance(50)
                  ? cases.number() / 1000.0
                  : cases.chance(50) ? cases.between(-1000, 1000) / 8.0 : cases.real();
          double expected =
              new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
          assertThat(new Rounding(decimals).round(value) + 0.0).isEqualTo(expected + 0.0);
        });
    assertThat(new Rounding(2).round(2.675)).isEqualTo(2.67);
    assertThat(new Rounding(0).round(2.5)).isEqualTo(2);
    assertThat(new Rounding(6).round(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(Double.compare(new Rounding(6).round(-1e-9), 0.0)).isZero();
  }
}

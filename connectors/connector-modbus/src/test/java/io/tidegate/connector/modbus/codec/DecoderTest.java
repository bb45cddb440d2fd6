package io.tidegate.connector.modbus.codec;

import static io.tidegate.connector.modbus.codec.Fields.coils;
import static io.tidegate.connector.modbus.codec.Fields.registers;
import static io.tidegate.connector.modbus.codec.Order.LITTLE;
import static io.tidegate.connector.modbus.codec.Table.COILS;
import static io.tidegate.connector.modbus.codec.Table.HOLDING_REGISTERS;
import static io.tidegate.connector.modbus.codec.TestFormats.bit;
import static io.tidegate.connector.modbus.codec.TestFormats.bitOrder;
import static io.tidegate.connector.modbus.codec.TestFormats.scaled;
import static io.tidegate.connector.modbus.codec.TestFormats.varied;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegate.connector.ConversionException;
import io.tidegate.data.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {

  private static ReadFormat holding(String type, int count) {
    return ReadFormat.of(HOLDING_REGISTERS, type, count);
  }

  private static @Nullable Value decode(ReadFormat format, byte[] data) throws Exception {
    return Decoder.of(format).decode(data, 0);
  }

  private static @Nullable Value decode(ReadFormat format, int... registers) throws Exception {
    return decode(format, registers(registers));
  }

  private static int[] words(String hex) {
    int[] words = new int[(hex.length() + 1) / 5];
    for (int i = 0; i < words.length; i++) {
      words[i] = Integer.parseInt(hex, 5 * i, 5 * i + 4, 16);
    }
    return words;
  }

  @ParameterizedTest
  @CsvSource({
    "32uint, BIG, BIG, 1234 5678, 305419896",
    "32uint, BIG, LITTLE, 1234 5678, 1450709556",
    "32uint, LITTLE, BIG, 1234 5678, 873625686",
    "32uint, LITTLE, LITTLE, 1234 5678, 2018915346",
    "64uint, BIG, BIG, 0011 2233 4455 6677, 4822678189205111",
    "64uint, BIG, LITTLE, 0011 2233 4455 6677, 7383445246533894161",
    "64uint, LITTLE, BIG, 0011 2233 4455 6677, 1225035321197229926",
    "64uint, LITTLE, LITTLE, 0011 2233 4455 6677, 8603657889541918976",
    "16int, BIG, BIG, FFF6, -10",
    "16int, LITTLE, BIG, FFF6, -2305",
    "16uint, BIG, LITTLE, FFF6, 65526",
    "32int, BIG, BIG, FFFF EDCC, -4660",
    "32int, LITTLE, LITTLE, CCED FFFF, -4660",
    "64int, BIG, BIG, FFFF FFFF FFFF FFFF, -1",
    "8int, BIG, BIG, 8001, -128",
    "8uint, BIG, BIG, 8001, 128",
    "8uint, LITTLE, LITTLE, 8001, 128",
  })
  void wholeNumbersFollowBothOrders(
      String type, Order bytes, Order words, String data, long expected) throws Exception {
    assertThat(decode(holding(type, 1).withOrders(bytes, words), words(data)))
        .isEqualTo(new Value.Int(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "32float, BIG, BIG, 4120 0000, 10.0",
    "32float, BIG, LITTLE, 0000 4120, 10.0",
    "32float, BIG, BIG, 41B2 B852, 22.34",
    "32float, LITTLE, LITTLE, 52B8 B241, 22.34",
    "64float, BIG, BIG, 405E DCCC CCCC CCCD, 123.45",
    "64float, LITTLE, LITTLE, CDCC CCCC CCDC 5E40, 123.45",
    "16float, BIG, BIG, 4A2C, 12.34375",
    "16float, LITTLE, BIG, 2C4A, 12.34375",
  })
  void realNumbersFollowBothOrders(
      String type, Order bytes, Order words, String data, double expected) throws Exception {
    assertThat(decode(holding(type, 1).withOrders(bytes, words), words(data)))
        .isEqualTo(new Value.Real(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "int, 1, FFFF, -1",
    "long, 2, FFFF FFFE, -2",
    "integer, 4, FFFF FFFF FFFF FFFD, -3",
    "int, 3, FFFF FFFF FFFC, -4",
    "INT, 1, 0001, 1",
    "uint, 1, FFFF, 65535",
    "uint, 2, FFFF FFFE, 4294967294",
    "uint, 3, FFFF FFFF FFFF, 281474976710655",
    "word, 1, FFFF, 65535",
    "dword, 2, FFFF FFFE, 4294967294",
  })
  void aNumberWithoutSizeHasThatOfItsObjects(String type, int count, String data, long expected)
      throws Exception {
    assertThat(decode(holding(type, count), words(data))).isEqualTo(new Value.Int(expected));
  }

  @Test
  void aFloatWithoutSizeHasThatOfItsObjects() throws Exception {
    assertThat(decode(holding("float", 1), 0x4A2C)).isEqualTo(new Value.Real(12.34375));
    assertThat(decode(holding("double", 2), 0x4120, 0)).isEqualTo(new Value.Real(10));
    assertThat(decode(holding("float", 4), 0x4024, 0, 0, 0)).isEqualTo(new Value.Real(10));
  }

  @Test
  void aNumberBeyondSignedLongsKeepsItsDigits() throws Exception {
    int[] all = {0xFFFF, 0xFFFF, 0xFFFF, 0xFFFF};
    assertThat(decode(holding("64uint", 4), all)).isEqualTo(new Value.Json("18446744073709551615"));
    assertThat(decode(scaled(holding("64uint", 4), 10, 0), all))
        .isEqualTo(new Value.Real(1.8446744073709553E+18));
  }

  @Test
  void pickedOutOfTheMiddleOfAnAnswer() throws Exception {
    assertThat(Decoder.of(holding("32int", 2)).decode(registers(9, 9, 0, 7, 9), 2))
        .isEqualTo(new Value.Int(7));
    assertThat(Decoder.of(ReadFormat.of(COILS, "bits", 3)).decode(coils("0000000110"), 7))
        .isEqualTo(new Value.Json("[true,true,false]"));
  }

  @Test
  void looksAtAsManyObjectsAsTheTypeNeeds() {
    assertThat(Decoder.of(holding("16int", 2)).objects()).isEqualTo(1);
    assertThat(Decoder.of(holding("32int", 1)).objects()).isEqualTo(2);
    assertThat(Decoder.of(holding("string", 5)).objects()).isEqualTo(5);
    assertThat(Decoder.of(holding("bits", 16)).objects()).isEqualTo(1);
    assertThat(Decoder.of(holding("bits", 17)).objects()).isEqualTo(2);
    assertThat(Decoder.of(bit(holding("bits", 1), 15)).objects()).isEqualTo(1);
    assertThat(Decoder.of(ReadFormat.of(COILS, "bits", 10)).objects()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({"6, 3.141593", "2, 3.14", "0, 3.0", "12, 3.141592741013"})
  void floatsAreRounded(int round, double expected) throws Exception {
    assertThat(decode(holding("32float", 2).withRound(round), 0x4049, 0x0FDB))
        .isEqualTo(new Value.Real(expected));
  }

  @ParameterizedTest
  @CsvSource({
    "32float, 7FC0 0000",
    "32float, 7F80 0000",
    "32float, FF80 0000",
    "16float, 7C00",
    "64float, 7FF0 0000 0000 0000"
  })
  void whatIsNotFiniteIsNoValue(String type, String data) throws Exception {
    assertThat(decode(holding(type, 1), words(data))).isNull();
  }

  @Test
  void dividerWinsOverMultiplier() throws Exception {
    assertThat(decode(scaled(holding("16int", 1), 10, 0), 235)).isEqualTo(new Value.Real(23.5));
    assertThat(decode(scaled(holding("16int", 1), 10, 7), 235)).isEqualTo(new Value.Real(23.5));
    assertThat(decode(scaled(holding("16int", 1), 0, 0.1), 235)).isEqualTo(new Value.Real(23.5));
    assertThat(decode(scaled(holding("16int", 1), 0, 2), 235)).isEqualTo(new Value.Int(470));
  }

  @Test
  void aProductBeyondLongsKeepsItsDigits() throws Exception {
    assertThat(decode(scaled(holding("64int", 4), 0, 10), 0x7FFF, 0xFFFF, 0xFFFF, 0xFFFF))
        .isEqualTo(new Value.Json("92233720368547758070"));
  }

  @Test
  void whatIsScaledIsNotRoundedAgain() throws Exception {
    assertThat(decode(scaled(holding("16int", 1), 3, 0), 1)).isEqualTo(new Value.Real(1 / 3.0));
  }

  @Test
  void aNumberInTextIsScaledToo() throws Exception {
    assertThat(decode(scaled(holding("string", 2), 10, 0), 0x3233, 0x3500))
        .isEqualTo(new Value.Real(23.5));
    assertThatThrownBy(() -> decode(scaled(holding("string", 1), 10, 0), 0x4142))
        .isInstanceOf(ConversionException.class)
        .hasMessageContaining("'AB'");
  }

  @Test
  void textIsUtf8WithItsPaddingAndHexDigitsIfItIsNot() throws Exception {
    assertThat(decode(holding("string", 2), 0x6162, 0x6300)).isEqualTo(new Value.Text("abc\0"));
    assertThat(decode(holding("string", 2).withOrders(LITTLE, LITTLE), 0x6162, 0x6364))
        .isEqualTo(new Value.Text("abcd"));
    assertThat(decode(holding("string", 3), "Grün\0".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Value.Text("Grün\0"));
    assertThat(decode(holding("string", 1), 0xFF41)).isEqualTo(new Value.Text("ff41"));
    assertThat(decode(holding("bytes", 2).withOrders(LITTLE, LITTLE), 0x6162, 0x6364))
        .isEqualTo(new Value.Text("61626364"));
  }

  @Test
  void coilsComeInTheirNaturalOrder() throws Exception {
    assertThat(decode(ReadFormat.of(COILS, "bits", 4), coils("1100")))
        .isEqualTo(new Value.Json("[true,true,false,false]"));
    assertThat(decode(ReadFormat.of(COILS, "bits", 10), coils("1000000010")))
        .isEqualTo(new Value.Json("[true,false,false,false,false,false,false,false,true,false]"));
    assertThat(
            decode(
                ReadFormat.of(COILS, "bits", 24).withBitTarget(BitTarget.INT),
                coils("100000000000000000000001")))
        .isEqualTo(new Value.Json("[1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]"));
  }

  @Test
  void aSingleCoilIsATruthOrANumber() throws Exception {
    ReadFormat coil = ReadFormat.of(COILS, "bits", 1);
    assertThat(decode(coil, coils("1"))).isEqualTo(new Value.Bool(true));
    assertThat(decode(coil, coils("0"))).isEqualTo(new Value.Bool(false));
    assertThat(decode(coil.withBitTarget(BitTarget.INT), coils("1"))).isEqualTo(new Value.Int(1));
    assertThat(decode(bit(ReadFormat.of(COILS, "bit", 8), 6), coils("00000010")))
        .isEqualTo(new Value.Int(1));
  }

  // A divider never applied to coils.
  @Test
  void coilsAreNotScaled() throws Exception {
    assertThat(decode(scaled(ReadFormat.of(COILS, "bits", 1), 10, 0), coils("1")))
        .isEqualTo(new Value.Bool(true));
    assertThat(decode(scaled(ReadFormat.of(COILS, "8uint", 8), 10, 0), coils("11000000")))
        .isEqualTo(new Value.Int(3));
  }

  @ParameterizedTest
  @CsvSource({
    "8int, 1, 1, 1",
    "8uint, 8, 00000001, 128",
    "8int, 8, 00000001, -128",
    "8uint, 8, 10000000, 1",
    "16uint, 12, 110000000001, 2051",
    "int, 1, 1, 1",
    "8uint, 16, 1111111111111111, 255"
  })
  void coilsOfANumberBeginWithTheLeastSignificant(
      String type, int count, String coils, long expected) throws Exception {
    assertThat(decode(ReadFormat.of(COILS, type, count), coils(coils)))
        .isEqualTo(new Value.Int(expected));
  }

  @Test
  void bitsOfARegisterBeginWithTheLeastSignificant() throws Exception {
    assertThat(decode(holding("bits", 1), 1)).isEqualTo(new Value.Bool(true));
    assertThat(decode(holding("bits", 1), 0x80)).isEqualTo(new Value.Bool(false));
    assertThat(decode(holding("bits", 8).withBitTarget(BitTarget.INT), 1))
        .isEqualTo(new Value.Json("[1,0,0,0,0,0,0,0]"));
    assertThat(decode(holding("bits", 16).withBitTarget(BitTarget.INT), 0x8001))
        .isEqualTo(new Value.Json("[1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]"));
    assertThat(decode(holding("bits", 18).withBitTarget(BitTarget.INT), 0, 2))
        .isEqualTo(new Value.Json("[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]"));
  }

  @Test
  void anyBitOfOneRegisterCanBePicked() throws Exception {
    for (int bit = 0; bit < 16; bit++) {
      ReadFormat format = bit(holding("bits", 1), bit).withOrders(LITTLE, LITTLE);
      assertThat(decode(format, 1 << bit)).as("bit %d", bit).isEqualTo(new Value.Int(1));
      assertThat(decode(format, ~(1 << bit))).as("bit %d", bit).isEqualTo(new Value.Int(0));
    }
  }

  @Test
  void theHistoricalOrderIsThatOfThePythonGateway() throws Exception {
    assertThat(decode(historical(COILS, 4), coils("1100"))).isEqualTo(json("[0,0,1,1]"));
    assertThat(decode(historical(COILS, 8), coils("10000000")))
        .isEqualTo(json("[0,0,0,0,0,0,0,1]"));
    assertThat(decode(historical(COILS, 10), coils("1000000010")))
        .isEqualTo(json("[0,1,0,0,0,0,0,0,0,1]"));
    assertThat(decode(historical(COILS, 1), coils("1"))).isEqualTo(new Value.Int(1));
    assertThat(decode(historical(HOLDING_REGISTERS, 1), 1)).isEqualTo(new Value.Int(0));
    assertThat(decode(historical(HOLDING_REGISTERS, 8), 1)).isEqualTo(json("[1,0,0,0,0,0,0,0]"));
    assertThat(decode(historical(HOLDING_REGISTERS, 16), 1))
        .isEqualTo(json("[0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0]"));
    assertThat(decode(bit(historical(HOLDING_REGISTERS, 16), 8), 1)).isEqualTo(new Value.Int(1));
  }

  private static ReadFormat historical(Table table, int count) {
    return bitOrder(ReadFormat.of(table, "bits", count), BitOrder.HISTORICAL)
        .withBitTarget(BitTarget.INT);
  }

  private static Value json(String json) {
    return new Value.Json(json);
  }

  @Test
  void variantsAreFoundByTheTextOfTheValue() throws Exception {
    ReadFormat format = varied(holding("16int", 1), Map.of("1", new Value.Text("RUN")));
    assertThat(decode(format, 1)).isEqualTo(new Value.Text("RUN"));
    assertThat(decode(format, 7)).isEqualTo(new Value.Int(7));
    assertThat(decode(scaled(varied(format, Map.of("1.0", new Value.Int(5))), 1, 0), 1))
        .isEqualTo(new Value.Int(5));
    assertThat(
            decode(
                varied(ReadFormat.of(COILS, "bits", 1), Map.of("True", new Value.Text("on"))),
                coils("1")))
        .isEqualTo(new Value.Text("on"));
  }

  @Test
  void aVariantOfANumberIsFoundHoweverItIsWritten() throws Exception {
    Map<String, Value> variants =
        Map.of("1", new Value.Text("one"), "1.0", new Value.Text("exactly"), "2", json("[2]"));
    ReadFormat divided = varied(scaled(holding("16int", 1), 1, 0), variants);
    assertThat(decode(divided, 1)).isEqualTo(new Value.Text("exactly"));
    assertThat(decode(divided, 2)).isEqualTo(json("[2]"));
    assertThat(decode(varied(ReadFormat.of(COILS, "bits", 1), variants), coils("1")))
        .isEqualTo(new Value.Text("one"));
  }

  @Test
  void anAnswerThatIsTooShortIsRefused() {
    assertThatThrownBy(() -> decode(holding("32int", 2), 1))
        .isInstanceOf(ConversionException.class)
        .hasMessage("2 holding registers are needed and 2 bytes came");
  }

  @ParameterizedTest
  @CsvSource({
    "48int, 3, there is no type '48int'",
    "int, 5, 'int has 1, 2, 3 or 4 registers and not 5'",
    "float, 3, 'float has 1, 2 or 4 registers and not 3'",
    "16int, 0, objectsCount must be 1 or more",
  })
  void aTypeThatMakesNoSenseIsRefusedBeforehand(String type, int count, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decoder.of(holding(type, count)))
        .withMessageContaining(message);
  }

  @Test
  void whatCoilsAndBitsCannotBeIsRefusedBeforehand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decoder.of(ReadFormat.of(COILS, "string", 2)))
        .withMessage("string can't be read from coils");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decoder.of(bit(holding("bits", 1), 16)))
        .withMessage("there is no bit 16 among 16, which are counted from 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Decoder.of(bit(ReadFormat.of(COILS, "bits", 4), 4)));
  }
}

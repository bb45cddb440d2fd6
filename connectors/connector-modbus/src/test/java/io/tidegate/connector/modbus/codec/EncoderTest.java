package io.tidegate.connector.modbus.codec;

import static io.tidegate.connector.modbus.codec.Fields.coils;
import static io.tidegate.connector.modbus.codec.Fields.registers;
import static io.tidegate.connector.modbus.codec.TestFormats.repacked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.digitalpetri.modbus.pdu.WriteMultipleCoilsRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import io.tidegate.connector.modbus.codec.WriteFormat.Repacking;
import io.tidegate.data.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderTest {

  private static Payload encode(WriteFormat format, Value value) throws UnfitValueException {
    return Encoder.of(format).encode(value);
  }

  private static int[] written(WriteFormat format, Value value) throws UnfitValueException {
    return registers(encode(format, value).data());
  }

  private static String set(int function, int count, Value value) throws UnfitValueException {
    return coils(encode(WriteFormat.of(function, "bits", count), value).data(), count);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  @ParameterizedTest
  @CsvSource({
    "32int, -4660, BIG, BIG, 65535 60876",
    "32int, -4660, LITTLE, LITTLE, 52461 65535",
    "32float, 22.34, BIG, BIG, 16818 47186",
    "32float, 22.34, LITTLE, LITTLE, 21176 45633",
    "16int, 235, BIG, BIG, 235",
    "16int, 235, LITTLE, LITTLE, 60160",
    "16int, 235.7, BIG, BIG, 235",
    "16int, 12334, LITTLE, LITTLE, 11824",
    "16int, 22, LITTLE, LITTLE, 5632",
    "32int, 1243, LITTLE, LITTLE, 56068 0",
    "32int, 305419896, BIG, BIG, 4660 22136",
    "32int, 305419896, BIG, LITTLE, 22136 4660",
    "8int, -1, LITTLE, LITTLE, 65280",
    "16float, 12.34375, BIG, BIG, 18988",
    "64uint, 18446744073709551615, BIG, BIG, 65535 65535 65535 65535",
    "word, 40000, BIG, BIG, 40000",
    "word, -1, BIG, BIG, 65535",
    "string, ON, LITTLE, LITTLE, 20302",
    "bytes, 0a1B, BIG, BIG, 2587",
  })
  void valuesBecomeRegistersByBothOrders(
      String type, String value, Order bytes, Order words, String expected) throws Exception {
    assertThat(written(WriteFormat.of(16, type, 1).withOrders(bytes, words), text(value)))
        .containsExactly(
            java.util.Arrays.stream(expected.split(" ", -1)).mapToInt(Integer::parseInt).toArray());
  }

  @Test
  void numbersComeInEveryJsonKind() throws Exception {
    WriteFormat format = WriteFormat.of(6, "16int", 1);
    assertThat(written(format, new Value.Int(9))).containsExactly(9);
    assertThat(written(format, new Value.Real(9.9))).containsExactly(9);
    assertThat(written(format, new Value.Bool(true))).containsExactly(1);
    assertThat(written(format, text(" 9 "))).containsExactly(9);
    assertThat(written(WriteFormat.of(16, "64uint", 4), new Value.Json("9223372036854775808")))
        .containsExactly(0x8000, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "16int, abc, 'abc' is not a number",
        "16int, 32768, 32768 does not fit 16int: from -32768 to 32767",
        "16uint, -1, -1 does not fit 16uint: from 0 to 65535",
        "word, 65536, 65536 does not fit word: from -32768 to 65535",
        "64int, 9223372036854775808, 9223372036854775808 does not fit 64int",
        "16float, 70000, 70000.0 does not fit 16float: at most 65504.0",
        "32float, 1e39, 1.0E39 does not fit 32float",
        "64float, 1e400, '1e400' is out of every range",
        "64float, NaN, 'NaN' is not a number",
        "32int, 1e999999999, '1e999999999' is out of every range",
        "string, abc, 'abc' has 3 bytes and its 1 registers have room for 2",
        "bytes, xy, bytes are pairs of hexadecimal digits",
      })
  void whatDoesNotFitIsRefusedWithTheReason(String type, String value, String message) {
    assertThatThrownBy(() -> encode(WriteFormat.of(16, type, 1), text(value)))
        .isInstanceOf(UnfitValueException.class)
        .hasMessageContaining(message);
  }

  @Test
  void hostileTextCostsNothing() {
    for (String text :
        new String[] {"1".repeat(1 << 20), "[".repeat(1 << 20), "[[1]", "{\"a\":1}"}) {
      assertThatThrownBy(() -> encode(WriteFormat.of(16, "32int", 1), text(text)))
          .isInstanceOf(UnfitValueException.class)
          .message()
          .hasSizeLessThan(200);
      assertThatThrownBy(() -> set(15, 4, text(text)))
          .isInstanceOf(UnfitValueException.class)
          .message()
          .hasSizeLessThan(200);
    }
  }

  @Test
  void textFillsTheRegistersThatItHas() throws Exception {
    assertThat(written(WriteFormat.of(16, "string", 3), text("abcdef")))
        .containsExactly(0x6162, 0x6364, 0x6566);
    assertThat(written(WriteFormat.of(16, "string", 4), text("abc")))
        .containsExactly(0x6162, 0x6300, 0, 0);
    assertThat(written(WriteFormat.of(16, "string", 2), new Value.Int(42)))
        .containsExactly(0x3432, 0);
  }

  @Test
  void repackingUndoesTheOrderOfBytes() throws Exception {
    WriteFormat format =
        repacked(
            WriteFormat.of(16, "16int", 1).withOrders(Order.LITTLE, Order.LITTLE),
            Repacking.BY_BYTE_ORDER);
    assertThat(written(format, new Value.Int(235))).containsExactly(235);
    assertThat(written(format.withOrders(Order.BIG, Order.BIG), new Value.Int(235)))
        .containsExactly(235);
  }

  @Test
  void exactlyTheConfiguredCoilsAreWritten() throws Exception {
    assertThat(set(15, 4, new Value.Json("[1,0,1,1]"))).isEqualTo("1011");
    assertThat(set(15, 4, new Value.Json("[true,false,true,true]"))).isEqualTo("1011");
    assertThat(set(15, 4, text("[1,0,1,1]"))).isEqualTo("1011");
    assertThat(set(15, 4, new Value.Int(0b1101))).isEqualTo("1011");
    assertThat(set(15, 10, new Value.Json("[0,0,0,0,0,0,0,0,0,1]"))).isEqualTo("0000000001");
    assertThatThrownBy(() -> set(15, 4, new Value.Json("[1,0,1]")))
        .hasMessage("4 bits are needed and 3 were given");
    assertThatThrownBy(() -> set(15, 4, new Value.Int(16))).hasMessage("16 does not fit 4 bits");
    assertThatThrownBy(() -> set(15, 4, new Value.Bool(true)))
        .hasMessage("4 bits are needed and one was given");
    assertThatThrownBy(() -> set(15, 2, new Value.Json("[1,\"x\"]")))
        .hasMessage("'x' is not a number");
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "True, 1", "1, 1", "2, 1", "false, 0", "0, 0", "[1], 1", "0.5, 1"})
  void oneCoilIsOnForWhateverIsNotZero(String value, String expected) throws Exception {
    assertThat(set(5, 1, text(value))).isEqualTo(expected);
  }

  // The Python gateway writes the first bit of the number, which is 0 for 1.
  @Test
  void theTypeOfASingleCoilDoesNotMatter() throws Exception {
    for (String type :
        new String[] {"16int", "8int", "32float", "string", "coil", "coils", "bit"}) {
      assertThat(encode(WriteFormat.of(5, type, 1), new Value.Int(1)).request(5, 7))
          .as(type)
          .isEqualTo(new WriteSingleCoilRequest(7, true));
    }
  }

  @Test
  void bitsOfRegistersAreWrittenAsTheyAreRead() throws Exception {
    assertThat(
            written(
                WriteFormat.of(16, "bits", 16),
                new Value.Json("[1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1]")))
        .containsExactly(0x8001);
    assertThat(written(WriteFormat.of(6, "bits", 16), new Value.Int(0x8001)))
        .containsExactly(0x8001);
    assertThat(written(WriteFormat.of(16, "bits", 18), new Value.Int(0x20000)))
        .containsExactly(0, 2);
  }

  @Test
  void theRequestIsTheConfiguredOneUnlessItWouldWriteHalfAValue() throws Exception {
    Value one = new Value.Int(1);
    assertThat(encode(WriteFormat.of(6, "16int", 1), one).request(6, 20))
        .isEqualTo(new WriteSingleRegisterRequest(20, 1));
    assertThat(encode(WriteFormat.of(16, "16int", 1), one).request(16, 20))
        .isInstanceOf(WriteMultipleRegistersRequest.class);
    assertThat(encode(WriteFormat.of(6, "32int", 2), one).request(6, 20))
        .isInstanceOfSatisfying(
            WriteMultipleRegistersRequest.class,
            request -> assertThat(registers(request.values())).containsExactly(0, 1));
    assertThat(encode(WriteFormat.of(15, "bits", 1), one).request(15, 20))
        .isInstanceOf(WriteMultipleCoilsRequest.class);
    assertThat(encode(WriteFormat.of(5, "bits", 4), one).request(5, 20))
        .isInstanceOfSatisfying(
            WriteMultipleCoilsRequest.class,
            request -> assertThat(request.quantity()).isEqualTo(4));
  }

  @Test
  void whatCannotBeWrittenIsRefusedBeforehand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoder.of(WriteFormat.of(3, "16int", 1)))
        .withMessage("function code 3 reads; 5, 6, 15 and 16 write");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Encoder.of(WriteFormat.of(15, "string", 8)))
        .withMessage("string can't be written to coils");
  }
}

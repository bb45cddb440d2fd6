package io.tidegate.connector.modbus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegate.connector.modbus.config.IdentityConfig;
import io.tidegate.connector.modbus.config.ServerConfig;
import io.tidegate.testkit.RandomCases;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and answers as bytes (Modbus application protocol 1.1b3, chapter 6). */
class AnswersTest {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private final Answers answers =
      answers(Served.config(Served.VALUES), new IdentityConfig("ACME", "GW", "1", "", "", "M1"));

  private static Answers answers(ServerConfig config, IdentityConfig identity) {
    return new Answers(
        new ServedTags(config).memory(), new Identification(identity), unit -> unit == 3);
  }

  private String answer(String request) {
    return HEX.formatHex(bytes(answers.answer(3, HEX.parseHex(request))));
  }

  private static byte[] bytes(byte @Nullable [] answer) {
    return Objects.requireNonNull(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "03 00 0a 00 02, 03 04 00 00 00 07",
    "03 00 01 00 01, 03 02 4f 4e",
    "03 00 1f 00 01, 03 02 00 16",
    "04 00 00 00 01, 04 02 ff fd",
    "02 00 09 00 01, 02 01 01",
    "01 00 05 00 03, 01 01 00",
    "05 00 06 ff 00, 05 00 06 ff 00",
    "06 00 0c 12 34, 06 00 0c 12 34",
    "0f 00 05 00 03 01 05, 0f 00 05 00 03",
    "10 00 0a 00 02 04 00 01 00 02, 10 00 0a 00 02",
    "16 00 1f 00 f2 00 25, 16 00 1f 00 f2 00 25",
    "17 00 0a 00 02 00 0b 00 01 02 00 09, 17 04 00 00 00 09",
    "2b 0e 01 00, 2b 0e 01 82 00 00 03 00 04 41 43 4d 45 01 02 47 57 02 01 31",
    "2b 0e 04 05, 2b 0e 04 82 00 00 01 05 02 4d 31",
  })
  void whatIsAskedForIsAnswered(String request, String expected) {
    assertThat(answer(request)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "07, 87 01",
    "08 00 00 12 34, 88 01",
    "11, 91 01",
    "63 01, e3 01",
    "00, 80 01",
    "80, 80 01",
    "2b 0d 00 00, ab 01",
    "03 00 0a 00 00, 83 03",
    "03 00 0a 00 7e, 83 03",
    "01 00 05 07 d1, 81 03",
    "03 00 0a, 83 03",
    "03, 83 03",
    "03 00 0a 00 01 00, 83 03",
    "05 00 05 00 01, 85 03",
    "05 00 05 ff ff, 85 03",
    "0f 00 05 00 03 02 05 00, 8f 03",
    "0f 00 05 00 03 01, 8f 03",
    "0f 00 05 00 00 00, 8f 03",
    "10 00 0a 00 02 03 00 01 00, 90 03",
    "10 00 0a 00 7c f8, 90 03",
    "10 00 0a 00 02 04 00 01 00, 90 03",
    "2b 0e 05 00, ab 03",
    "2b, ab 03",
    "2b 0e 04 09, ab 02",
    "03 00 0b 00 03, 83 02",
    "03 00 00 00 01, 83 02",
    "03 ff ff 00 02, 83 02",
    "04 00 01 00 01, 84 02",
    "06 00 00 00 01, 86 02",
    "05 00 08 00 00, 85 02",
    "16 00 63 00 00 00 00, 96 02",
    "17 00 0a 00 02 00 63 00 01 02 00 09, 97 02",
  })
  void whatIsWrongIsRefusedByTheBook(String request, String expected) {
    assertThat(answer(request)).isEqualTo(expected);
  }

  // The example of 6.16: 0x12 with the masks 0xF2 and 0x25 becomes 0x17.
  @Test
  void aMaskChangesSingleBits() {
    answer("06 00 1f 00 12");
    answer("16 00 1f 00 f2 00 25");
    assertThat(answer("03 00 1f 00 01")).isEqualTo("03 02 00 17");
  }

  @Test
  void whatIsRefusedChangesNothing() {
    answer("17 00 63 00 02 00 0a 00 01 02 00 09");
    answer("10 00 0b 00 03 06 00 01 00 02 00 03");
    assertThat(answer("03 00 0a 00 03")).isEqualTo("03 06 00 00 00 07 00 00");
  }

  @Test
  void otherUnitsAreNotAnsweredFor() {
    assertThat(answers.answer(4, HEX.parseHex("03 00 0a 00 02"))).isNull();
  }

  @Test
  void anIdentityLongerThanAnAnswerComesInParts() {
    String longText = "ü".repeat(150);
    Answers talkative =
        answers(
            Served.config(Served.VALUES),
            new IdentityConfig(longText, longText, longText, "", "", ""));
    byte[] first = bytes(talkative.answer(3, HEX.parseHex("2b 0e 01 00")));
    assertThat(first).hasSizeLessThanOrEqualTo(253);
    assertThat(first[4]).as("more follows").isEqualTo((byte) 0xFF);
    assertThat(first[5]).as("next object").isEqualTo((byte) 1);
    assertThat(new String(first, 9, 20, StandardCharsets.UTF_8)).startsWith("üüü");
    byte[] last = bytes(talkative.answer(3, HEX.parseHex("2b 0e 01 02")));
    assertThat(last[4]).isZero();
  }

  @Test
  void nothingThatAClientSendsBreaksIt() {
    RandomCases.forAll(
        20_000,
        cases -> {
          byte[] request = cases.bytes(260);
          if (request.length == 0) {
            request = new byte[1];
          }
          if (cases.chance(80)) {
            request[0] = (byte) (int) cases.oneOf(List.of(1, 2, 3, 4, 5, 6, 15, 16, 22, 23, 43));
          }
          byte[] answer = bytes(answers.answer(3, request));
          assertThat(answer.length).isBetween(2, 253);
          assertThat(answer[0] & 0x7F).isEqualTo(request[0] & 0x7F);
        });
  }
}

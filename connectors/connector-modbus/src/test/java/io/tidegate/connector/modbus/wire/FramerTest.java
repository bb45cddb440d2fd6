package io.tidegate.connector.modbus.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import io.tidegate.connector.modbus.wire.Outcome.Answer;
import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import io.tidegate.testkit.RandomCases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Any requests and answers, in pieces of any size, with anything before them. */
class FramerTest {

  private static final int CASES = 400;

  @ParameterizedTest
  @EnumSource(Framing.class)
  void anAnswerIsFoundAfterNoiseAndOnlyOnceItIsWhole(Framing framing) {
    RandomCases.forAll(
        CASES,
        cases -> {
          byte[] words = words(cases, 125);
          Question question = question(cases, words.length / 2);
          byte[] frame = frame(framing, question, answer(words));
          byte[] heard = new byte[2 + frame.length];
          // Noise that can't be the beginning of the answer.
          Arrays.fill(heard, 0, 2, (byte) ~question.unit());
          System.arraycopy(frame, 0, heard, 2, frame.length);
          Framer framer = Framer.of(framing);
          for (int length = 0; length < heard.length; length++) {
            Outcome early = framer.search(heard, 0, length, question);
            assertThat(early).as("after %d of %d", length, heard.length).isNull();
          }
          assertThat(framer.search(heard, 0, heard.length, question))
              .isEqualTo(new Answer(new ReadHoldingRegistersResponse(words)));
        });
  }

  /** TCP has a checksum of its own. */
  @ParameterizedTest
  @EnumSource(
      value = Framing.class,
      names = {"RTU", "ASCII"})
  void aBitThatFlipsIsNeverAnotherValue(Framing framing) {
    RandomCases.forAll(
        CASES,
        cases -> {
          byte[] words = words(cases, 20);
          Question question = question(cases, words.length / 2);
          byte[] frame = frame(framing, question, answer(words));
          frame[cases.between(0, frame.length - 1)] ^= (byte) (1 << cases.between(0, 7));
          Outcome outcome = Framer.of(framing).search(frame, 0, frame.length, question);
          if (outcome instanceof Answer(var pdu)) {
            assertThat(pdu).isEqualTo(new ReadHoldingRegistersResponse(words));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void anythingAtAllIsReadWithoutFailing(Framing framing) {
    RandomCases.forAll(
        CASES,
        cases -> {
          byte[] heard = cases.bytes(300);
          Question question = question(cases, cases.between(1, 125));
          Framer framer = Framer.of(framing);
          Outcome outcome = framer.search(heard, 0, heard.length, question);
          assertThat(outcome instanceof Answer).isFalse();
          framer.explain(heard, 0, heard.length, question);
          RequestReader reader = RequestReader.of(framing);
          reader.add(heard, heard.length);
          try {
            while (reader.next() != null) {}
          } catch (IOException e) {
            assertThat(framing).isEqualTo(Framing.SOCKET);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void requestsAreFoundOneAfterAnotherInPiecesOfAnySize(Framing framing) {
    RandomCases.forAll(
        CASES,
        cases -> {
          List<byte[]> asked = new ArrayList<>();
          List<byte[]> found = new ArrayList<>();
          RequestReader reader = RequestReader.of(framing);
          for (int i = cases.between(1, 5); i > 0; i--) {
            Question question = write(cases);
            asked.add(question.pdu());
            for (byte[] piece : pieces(cases, Framer.of(framing).frame(question))) {
              reader.add(piece, piece.length);
              for (Request each = reader.next(); each != null; each = reader.next()) {
                assertThat(each.unit()).isEqualTo(question.unit());
                found.add(each.pdu());
              }
            }
          }
          assertThat(found).containsExactlyElementsOf(asked);
        });
  }

  @ParameterizedTest
  @EnumSource(Framing.class)
  void anAnswerThatWeFrameIsFound(Framing framing) {
    RandomCases.forAll(
        CASES,
        cases -> {
          Question question = write(cases);
          RequestReader reader = RequestReader.of(framing);
          byte[] asked = Framer.of(framing).frame(question);
          reader.add(asked, asked.length);
          Request request = Objects.requireNonNull(reader.next());
          byte[] frame = reader.frame(request, Arrays.copyOf(question.pdu(), 5));
          assertThat(Framer.of(framing).search(frame, 0, frame.length, question))
              .isEqualTo(new Answer(written(question.request())));
        });
  }

  private static WriteMultipleRegistersResponse written(ModbusRequestPdu request) {
    WriteMultipleRegistersRequest write = (WriteMultipleRegistersRequest) request;
    return new WriteMultipleRegistersResponse(write.address(), write.quantity());
  }

  private static List<byte[]> pieces(RandomCases cases, byte[] frame) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < frame.length; ) {
      int end = Math.min(frame.length, at + cases.between(1, 40));
      pieces.add(Arrays.copyOfRange(frame, at, end));
      at = end;
    }
    return pieces;
  }

  private static Question question(RandomCases cases, int registers) {
    return new Question(
        cases.between(1, 247),
        new ReadHoldingRegistersRequest(cases.between(0, 65_000), registers),
        cases.between(0, 65_535));
  }

  private static Question write(RandomCases cases) {
    byte[] words = words(cases, 100);
    return new Question(
        cases.between(1, 247),
        new WriteMultipleRegistersRequest(cases.between(0, 65_000), words.length / 2, words),
        cases.between(0, 65_535));
  }

  private static byte[] words(RandomCases cases, int most) {
    byte[] words = new byte[2 * cases.between(1, most)];
    for (int i = 0; i < words.length; i++) {
      words[i] = (byte) cases.between(0, 255);
    }
    return words;
  }

  private static byte[] answer(byte[] words) {
    ByteArrayOutputStream pdu = new ByteArrayOutputStream();
    pdu.write(3);
    pdu.write(words.length);
    pdu.writeBytes(words);
    return pdu.toByteArray();
  }

  private static byte[] frame(Framing framing, Question question, byte[] pdu) {
    return switch (framing) {
      case SOCKET -> MbapFramer.frame(question.number(), question.unit(), pdu);
      case RTU -> RtuFramer.frame(question.unit(), pdu);
      case ASCII -> AsciiFramer.frame(question.unit(), pdu);
    };
  }
}

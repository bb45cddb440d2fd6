package io.tidegate.support;

import io.tidegate.connector.ConversionException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what devices send as JSON. */
public final class JsonMessage {

  /**
   * A value of three bytes, such as <code>{},</code>, takes some 80 in memory, so what is large is
   * not the text. With this many names, values and brackets a message takes less than half of the
   * heap.
   */
  static final long MOST_TOKENS = Math.max(100_000, Runtime.getRuntime().maxMemory() / 160);

  /** A NaN in a message costs its own key only, not the message. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxTokenCount(MOST_TOKENS).build())
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonMessage() {}

  /**
   * Parses a message.
   *
   * @throws ConversionException if it is no object and no array; the message says where it breaks.
   */
  public static JsonNode parse(byte[] payload) throws ConversionException {
    JsonNode message = read(payload);
    if (!message.isContainer()) {
      throw new ConversionException(
          "not JSON", "expected a JSON object or array but found " + beginning(payload));
    }
    return message;
  }

  private static JsonNode read(byte[] payload) throws ConversionException {
    try {
      return MAPPER.readTree(payload);
    } catch (StreamConstraintsException e) {
      throw new ConversionException("too much JSON", e.getOriginalMessage());
    } catch (JacksonException e) {
      if (!isUtf8(payload)) {
        return readIgnoringBrokenCharacters(payload);
      }
      throw notJson(e, payload);
    }
  }

  /** As the Python gateway does: bytes that are no UTF-8 are left out. */
  private static JsonNode readIgnoringBrokenCharacters(byte[] payload) throws ConversionException {
    try {
      return MAPPER.readTree(lenient(payload));
    } catch (JacksonException e) {
      throw notJson(e, payload);
    }
  }

  private static ConversionException notJson(JacksonException cause, byte[] payload) {
    return new ConversionException(
        "not JSON", cause.getOriginalMessage() + "; it begins with " + beginning(payload));
  }

  private static boolean isUtf8(byte[] payload) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static String lenient(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.IGNORE)
          .onUnmappableCharacter(CodingErrorAction.IGNORE)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("a decoder that ignores errors reports none", e);
    }
  }

  private static String beginning(byte[] payload) {
    int length = Math.min(payload.length, 40);
    return "'"
        + new String(payload, 0, length, StandardCharsets.UTF_8)
        + (length < payload.length ? "…'" : "'");
  }
}

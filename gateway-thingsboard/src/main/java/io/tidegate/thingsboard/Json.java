package io.tidegate.thingsboard;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON without changing its numbers: what is too large for a double stays what it is. */
final class Json {

  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final int SHOWN = 200;

  private Json() {}

  /**
   * The JSON of a text; missing if there is nothing in it.
   *
   * @throws tools.jackson.core.JacksonException if it is something else.
   */
  static JsonNode of(String text) {
    return EXACT.readTree(text);
  }

  /** As {@link #of(String)}. */
  static JsonNode of(byte[] text) {
    return EXACT.readTree(text);
  }

  /** As much of it as a line of a log bears. */
  static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
  }
}

package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bits, as the platform sends them: a truth, a number, or a list of these. */
final class BitValues {

  private static final JsonMapper JSON = new JsonMapper();

  private BitValues() {}

  /** A number gives the bits that it consists of, the least significant first. */
  static boolean[] of(Value value, int count) throws UnfitValueException {
    String list = list(value);
    if (list != null) {
      return elements(list, value, count);
    }
    if (count == 1) {
      return new boolean[] {truth(value)};
    }
    if (value instanceof Value.Bool) {
      throw new UnfitValueException("%d bits are needed and one was given".formatted(count));
    }
    BigInteger number = Numbers.whole(value);
    if (number.signum() < 0 || number.bitLength() > count) {
      throw new UnfitValueException("%s does not fit %d bits".formatted(number, count));
    }
    boolean[] bits = new boolean[count];
    for (int i = 0; i < count; i++) {
      bits[i] = number.testBit(i);
    }
    return bits;
  }

  private static @Nullable String list(Value value) {
    String text =
        switch (value) {
          case Value.Text(String given) -> given.strip();
          case Value.Json(String json) -> json;
          default -> "";
        };
    return text.startsWith("[") ? text : null;
  }

  private static boolean[] elements(String list, Value value, int count)
      throws UnfitValueException {
    JsonNode elements;
    try {
      elements = JSON.readTree(list);
    } catch (JacksonException e) {
      throw new UnfitValueException(Numbers.shown(value) + " is not a list");
    }
    if (elements.size() != count) {
      throw new UnfitValueException(
          "%d bits are needed and %d were given".formatted(count, elements.size()));
    }
    boolean[] bits = new boolean[count];
    for (int i = 0; i < count; i++) {
      JsonNode element = elements.get(i);
      bits[i] =
          truth(
              element.isBoolean()
                  ? new Value.Bool(element.booleanValue())
                  : new Value.Text(element.asString("")));
    }
    return bits;
  }

  private static boolean truth(Value value) throws UnfitValueException {
    if (value instanceof Value.Text(String text)) {
      if (text.strip().equalsIgnoreCase("true")) {
        return true;
      }
      if (text.strip().equalsIgnoreCase("false")) {
        return false;
      }
    }
    return Numbers.exact(value).signum() != 0;
  }
}

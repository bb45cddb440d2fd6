package io.tidegate.connector.modbus.codec;

import io.tidegate.data.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * What is reported instead of certain values. Users write these as texts, and the Python gateway
 * compares with its own, such as {@code True} and {@code 1.0}; a number is found however it is
 * written, and a bit by its number too.
 */
final class Variants {

  private static final Map<String, Boolean> TRUTH =
      Map.of("True", true, "true", true, "1", true, "False", false, "false", false, "0", false);

  private final Map<Value, Value> byValue = new HashMap<>();

  Variants(Map<String, Value> byText) {
    byText.forEach((text, value) -> byValue.put(new Value.Text(text), value));
    // How it is written exactly goes before other ways.
    byText.forEach((text, value) -> addTruth(text, value));
    byText.forEach((text, value) -> addNumber(text, value));
  }

  private void addTruth(String text, Value value) {
    Boolean truth = TRUTH.get(text);
    if (truth != null) {
      Value.Bool key = new Value.Bool(truth);
      if (text.equalsIgnoreCase(truth.toString())) {
        byValue.put(key, value);
      } else {
        byValue.putIfAbsent(key, value);
      }
    }
  }

  private void addNumber(String text, Value value) {
    try {
      double number = Double.parseDouble(text);
      boolean isWhole = text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-');
      if (isWhole) {
        byValue.put(new Value.Int(Long.parseLong(text)), value);
        byValue.putIfAbsent(new Value.Real(number), value);
        return;
      }
      byValue.put(new Value.Real(number), value);
      if (number == (long) number) {
        byValue.putIfAbsent(new Value.Int((long) number), value);
      }
    } catch (NumberFormatException e) {
      // Stands for a text, or a number beyond all that registers hold.
    }
  }

  /** The value itself where there is none for it. */
  Value of(Value value) {
    return byValue.isEmpty() ? value : byValue.getOrDefault(value, value);
  }
}

package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;

/** Values as text for people and files. */
final class Texts {

  private Texts() {}

  static String of(Value value) {
    return switch (value) {
      case Value.Int(long number) -> Long.toString(number);
      case Value.Real(double number) -> Double.toString(number);
      case Value.Bool(boolean flag) -> Boolean.toString(flag);
      case Value.Text(String text) -> text;
      case Value.Json(String text) -> text;
    };
  }
}

package io.tidegate.data;

/** A value as the platform knows it; the five JSON kinds that ThingsBoard stores. */
public sealed interface Value {

  /** How many characters its text has, which have no bound; 0 for the kinds that have one. */
  default int length() {
    return switch (this) {
      case Text(String text) -> text.length();
      case Json(String json) -> json.length();
      case Bool _, Int _, Real _ -> 0;
    };
  }

  record Bool(boolean value) implements Value {}

  record Int(long value) implements Value {}

  /** A finite number; what is not finite is no value and is left out by the converter. */
  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  /** An object, an array, or a number too long for the others, already serialised. */
  record Json(String value) implements Value {}
}

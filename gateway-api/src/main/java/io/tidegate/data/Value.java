package io.tidegate.data;

/** A value as the platform knows it; the five JSON kinds that ThingsBoard stores. */
public sealed interface Value {

  record Bool(boolean value) implements Value {}

  record Int(long value) implements Value {}

  /** A finite number; what is not finite is no value and is left out by the converter. */
  record Real(double value) implements Value {}

  record Text(String value) implements Value {}

  /** An object, an array, or a number too long for the others, already serialised. */
  record Json(String value) implements Value {}
}

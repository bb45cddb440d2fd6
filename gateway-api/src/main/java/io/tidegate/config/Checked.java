package io.tidegate.config;

/** A configuration record with rules that no annotation can say. */
@FunctionalInterface
public interface Checked {

  /** Reports what is wrong with this record; called once, after all its components were read. */
  void check(Problems problems);
}

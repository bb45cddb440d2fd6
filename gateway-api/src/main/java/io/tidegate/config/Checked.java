package io.tidegate.config;

/** A configuration record with rules that no annotation can say. */
@FunctionalInterface
public interface Checked {

  /**
   * Reports what is wrong with this record. Where components could not be read, this is called
   * several times with values that they may have once mended, and what is reported each time is
   * told. So it looks at nothing but the components, and names the member whose value is to change.
   */
  void check(Problems problems);
}

package io.tidegate.config;

/** Takes what is wrong, or worth knowing, about the part of a configuration that is being read. */
public interface Problems {

  /**
   * The configuration can't be used as it is.
   *
   * @param member the name of the member concerned, or a JSON Pointer below the part, such as
   *     {@code security/type}; empty for the part itself.
   * @param message what was expected and what was found, as a phrase.
   */
  void error(String member, String message);

  /** The configuration is used, but not as its author may think. */
  void warning(String member, String message);
}

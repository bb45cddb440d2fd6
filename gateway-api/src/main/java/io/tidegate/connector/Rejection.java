package io.tidegate.connector;

/**
 * A reading that is lost although the connection is up.
 *
 * @param source where it came from: a topic, an address.
 * @param reason a phrase out of a small fixed set, which counters are kept by: {@code not JSON}.
 * @param detail what exactly did not fit, for the user who has to mend it.
 */
public record Rejection(String source, String reason, String detail) {

  /** The rejection of a reading that does not fit its mapping. */
  public static Rejection of(String source, ConversionException cause) {
    return new Rejection(source, cause.reason(), String.valueOf(cause.getMessage()));
  }
}

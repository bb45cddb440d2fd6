package io.tidegate.connector;

/** A reading that does not fit its mapping. The connection is fine; only this reading is lost. */
public final class ConversionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * Creates the exception.
   *
   * @param reason a phrase out of a small fixed set, which counters are kept by.
   * @param message what exactly did not fit, naming the mapping.
   */
  public ConversionException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The phrase that counters are kept by. */
  public String reason() {
    return reason;
  }
}

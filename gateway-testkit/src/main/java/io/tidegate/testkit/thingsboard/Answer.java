package io.tidegate.testkit.thingsboard;

import java.time.Duration;

/** What the stand-in does with a message. */
public sealed interface Answer {

  /** Processes it and acknowledges it, as the platform does. */
  record Accept() implements Answer {}

  /** Processes it but never acknowledges it. */
  record Withhold() implements Answer {}

  /** Neither processes nor acknowledges it. */
  record Ignore() implements Answer {}

  /** Processes it at once and acknowledges it after a while. */
  record Late(Duration delay) implements Answer {}

  /** Does not process it, and answers with a reason code. */
  record Refuse(int reasonCode) implements Answer {}

  /**
   * Does not process it, answers with a reason code and closes the connection with it; what the
   * platform does with 0x97 when a rate limit is exceeded.
   */
  record RefuseAndClose(int reasonCode) implements Answer {}

  /** Does not process it, and closes the connection. */
  record Close() implements Answer {}
}

package io.tidegate.thingsboard;

import java.util.function.UnaryOperator;

/**
 * The rate limits of one gateway.
 *
 * @param own of the gateway's own data and messages.
 * @param devices of all devices behind it, together.
 */
record SessionRates(Rates own, Rates devices) {

  /** The three limits of either. */
  record Rates(RateLimit messages, RateLimit telemetryMessages, RateLimit telemetryPoints) {

    static final Rates UNLIMITED =
        new Rates(RateLimit.UNLIMITED, RateLimit.UNLIMITED, RateLimit.UNLIMITED);

    private Rates map(UnaryOperator<RateLimit> change) {
      return new Rates(
          change.apply(messages), change.apply(telemetryMessages), change.apply(telemetryPoints));
    }
  }

  SessionRates percent(int percentage) {
    return new SessionRates(
        own.map(limit -> limit.percent(percentage)),
        devices.map(limit -> limit.percent(percentage)));
  }
}

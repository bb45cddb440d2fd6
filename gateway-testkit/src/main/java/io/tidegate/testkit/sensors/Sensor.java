package io.tidegate.testkit.sensors;

import java.util.Optional;

/** Something that publishes messages; every reading carries a number of its own, one more each. */
interface Sensor {

  /** What it says once, before its first message. */
  default Optional<SensorMessage> hello() {
    return Optional.empty();
  }

  /** The next message. Called by one thread at a time. */
  SensorMessage next(long number);
}

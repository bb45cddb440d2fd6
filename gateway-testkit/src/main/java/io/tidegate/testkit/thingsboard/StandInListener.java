package io.tidegate.testkit.thingsboard;

import io.tidegate.data.Value;

/** Told of what the stand-in accepts, before it acknowledges it. Called on its event loop. */
public interface StandInListener {

  /** A client was let in. */
  default void connected() {}

  /** A value of a time series; arrivalNanos is of {@link System#nanoTime}. */
  default void telemetry(
      String device, long timestamp, String key, Value value, long arrivalNanos) {}

  /** A value of an attribute. */
  default void attribute(String device, String key, Value value, long arrivalNanos) {}

  /** All values of a message have been told; it is acknowledged next. */
  default void messageProcessed() {}
}

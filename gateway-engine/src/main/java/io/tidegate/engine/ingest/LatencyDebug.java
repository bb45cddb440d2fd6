package io.tidegate.engine.ingest;

/** Whether each record carries the times it passed the stages of the gateway. */
public enum LatencyDebug {
  OFF,
  ON
}

package io.tidegate.connector.modbus.codec;

/** What a bit is reported as. */
public enum BitTarget {
  /** {@code true} or {@code false}. */
  BOOL,

  /** {@code 1} or {@code 0}. */
  INT
}

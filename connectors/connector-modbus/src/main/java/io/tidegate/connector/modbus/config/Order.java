package io.tidegate.connector.modbus.config;

/** Which of several bytes, or registers, of a value comes first. */
public enum Order {
  /** The one with the highest bits. */
  BIG,
  /** The one with the lowest bits. */
  LITTLE
}

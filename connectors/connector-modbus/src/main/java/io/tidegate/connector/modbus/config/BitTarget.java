package io.tidegate.connector.modbus.config;

/** What a bit is reported as. */
public enum BitTarget {
  BOOL,
  INT
}

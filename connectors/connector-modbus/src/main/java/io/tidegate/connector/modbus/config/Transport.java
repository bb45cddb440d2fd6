package io.tidegate.connector.modbus.config;

/** What carries the bytes. */
public enum Transport {
  TCP,
  UDP,
  SERIAL
}

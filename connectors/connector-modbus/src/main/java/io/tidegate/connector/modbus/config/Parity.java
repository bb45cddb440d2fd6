package io.tidegate.connector.modbus.config;

import io.tidegate.config.Key;

/** The bit that makes errors of a serial line show. */
public enum Parity {
  @Key("N")
  NONE,
  @Key("E")
  EVEN,
  @Key("O")
  ODD
}

package io.tidegate.connector.modbus.config;

/** How requests and answers are framed. */
public enum Method {
  /** Modbus TCP. */
  SOCKET,
  /** Bytes with a CRC. */
  RTU,
  /** Hexadecimal digits with an LRC. */
  ASCII,
  /** Modbus TCP, encrypted. */
  TLS
}

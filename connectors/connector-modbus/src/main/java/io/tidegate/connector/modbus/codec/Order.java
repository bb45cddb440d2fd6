package io.tidegate.connector.modbus.codec;

/** Which part of a whole comes first: the most significant one, or the least. */
public enum Order {
  BIG,
  LITTLE
}

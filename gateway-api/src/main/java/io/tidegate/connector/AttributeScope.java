package io.tidegate.connector;

/** Which attributes of a device: those that the platform sets, or those that it has reported. */
public enum AttributeScope {
  SHARED,
  CLIENT
}

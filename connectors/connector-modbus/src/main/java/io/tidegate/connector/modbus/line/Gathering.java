package io.tidegate.connector.modbus.line;

/** Where records wait for others that go with them. */
@FunctionalInterface
interface Gathering {

  /** Nothing waits. */
  Gathering NONE = () -> {};

  /** Waits for the others. */
  void await() throws InterruptedException;
}

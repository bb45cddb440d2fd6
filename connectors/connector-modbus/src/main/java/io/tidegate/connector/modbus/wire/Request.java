package io.tidegate.connector.modbus.wire;

/** What a client asks. */
final class Request {

  private final int number;
  private final int unit;
  private final byte[] pdu;

  /**
   * Creates it.
   *
   * @param number what the client knows its answer by, where the framing has such a thing.
   */
  Request(int number, int unit, byte[] pdu) {
    this.number = number;
    this.unit = unit;
    this.pdu = pdu;
  }

  int number() {
    return number;
  }

  int unit() {
    return unit;
  }

  byte[] pdu() {
    return pdu;
  }
}

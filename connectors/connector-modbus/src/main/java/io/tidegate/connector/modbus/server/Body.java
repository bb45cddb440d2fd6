package io.tidegate.connector.modbus.server;

import java.util.Arrays;

/** What follows the function code of a request, as the client sent it. */
final class Body {

  private final byte[] pdu;

  Body(byte[] pdu) {
    this.pdu = pdu;
  }

  /** All of the request, the function code too. */
  byte[] pdu() {
    return pdu;
  }

  /** The two bytes from here on, counted from the function code. */
  int word(int index) throws Refusal {
    requireLength(index + 2);
    return ((pdu[index] & 0xFF) << 8) | (pdu[index + 1] & 0xFF);
  }

  /** The byte here. */
  int octet(int index) throws Refusal {
    requireLength(index + 1);
    return pdu[index] & 0xFF;
  }

  /** The rest of the request, which begins with its own length and has exactly this one. */
  byte[] counted(int index, int length) throws Refusal {
    if (octet(index) != length) {
      throw new Refusal(Refusal.ILLEGAL_DATA_VALUE);
    }
    requireEnd(index + 1 + length);
    return Arrays.copyOfRange(pdu, index + 1, pdu.length);
  }

  /** A number of objects that is allowed. */
  int quantity(int index, int most) throws Refusal {
    int quantity = word(index);
    if (quantity < 1 || quantity > most) {
      throw new Refusal(Refusal.ILLEGAL_DATA_VALUE);
    }
    return quantity;
  }

  /** Refuses a request that does not end here. */
  void requireEnd(int length) throws Refusal {
    if (pdu.length != length) {
      throw new Refusal(Refusal.ILLEGAL_DATA_VALUE);
    }
  }

  private void requireLength(int length) throws Refusal {
    if (pdu.length < length) {
      throw new Refusal(Refusal.ILLEGAL_DATA_VALUE);
    }
  }
}

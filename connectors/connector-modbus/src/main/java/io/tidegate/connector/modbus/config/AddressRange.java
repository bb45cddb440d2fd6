package io.tidegate.connector.modbus.config;

import io.tidegate.config.FromText;

/** Where a value begins, or each of many of the same kind. */
public final class AddressRange {

  private static final int HIGHEST = 65_535;

  private final int first;
  private final int last;
  private final boolean wide;

  private AddressRange(int first, int last, boolean wide) {
    this.first = first;
    this.last = last;
    this.wide = wide;
  }

  /** Counted from 0, as in the protocol. */
  public int first() {
    return first;
  }

  /** The last that a value may begin at; the first for a single value. */
  public int last() {
    return last;
  }

  /** Whether it was written as a range, even if of one address. */
  public boolean isWide() {
    return wide;
  }

  /** The forms of a file: {@code 12}, {@code "12"}, {@code "10-12"}. */
  @FromText("an address of 0 to 65535, or a range such as \"10-12\"")
  public static AddressRange of(String text) {
    int dash = text.indexOf('-');
    if (dash < 0) {
      int address = address(text);
      return new AddressRange(address, address, false);
    }
    AddressRange range =
        new AddressRange(address(text.substring(0, dash)), address(text.substring(dash + 1)), true);
    if (range.last < range.first) {
      throw new IllegalArgumentException("its end is before its beginning");
    }
    return range;
  }

  private static int address(String text) {
    int address = Integer.parseInt(text.strip());
    if (address < 0 || address > HIGHEST) {
      throw new IllegalArgumentException(address + " is out of range");
    }
    return address;
  }
}

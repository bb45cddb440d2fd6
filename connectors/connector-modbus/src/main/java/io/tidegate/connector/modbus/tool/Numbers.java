package io.tidegate.connector.modbus.tool;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Numbers of the command line, none of which may be taken for another one on the wire. */
final class Numbers {

  private Numbers() {}

  /** An address of a unit. */
  static final class UnitId extends Between {
    UnitId() {
      super(0, 255);
    }
  }

  /** An address of a register or bit. */
  static final class Address extends Between {
    Address() {
      super(0, 65_535);
    }
  }

  /** Time to wait, of which there must be some. */
  static final class Millis extends Between {
    Millis() {
      super(1, 3_600_000);
    }
  }

  /** Bits in a second. */
  static final class Baud extends Between {
    Baud() {
      super(50, 20_000_000);
    }
  }

  /** Data bits of a character. */
  static final class DataBits extends Between {
    DataBits() {
      super(5, 8);
    }
  }

  /** Stop bits of a character. */
  static final class StopBits extends Between {
    StopBits() {
      super(1, 2);
    }
  }

  abstract static class Between implements ITypeConverter<Integer> {

    private final int least;
    private final int most;

    Between(int least, int most) {
      this.least = least;
      this.most = most;
    }

    @Override
    public Integer convert(String text) {
      try {
        int number = Integer.parseInt(text);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException e) {
        // As bad as one that is out of range.
      }
      throw new TypeConversionException(
          "must be a number of %d to %d but is '%s'".formatted(least, most, text));
    }
  }
}

package io.tidegate.connector.modbus.codec;

import java.math.BigInteger;
import java.util.Locale;

/**
 * What the bits of a value mean.
 *
 * @param name as the user wrote it, in lower case.
 * @param kind how the bits are read.
 * @param bits of numbers: how many; 0 for the others, whose size is configured.
 */
record DataType(String name, Kind kind, int bits) {

  enum Kind {
    SIGNED,
    UNSIGNED,
    /** Read as unsigned; takes what a signed one takes as well. */
    WORD,
    FLOAT,
    TEXT,
    BYTES,
    BITS
  }

  private static final int REGISTER = 16;

  /**
   * The type of a name, upper or lower case.
   *
   * @param objectsCount the size of types that do not say their own, in registers.
   * @throws IllegalArgumentException if there is no such type, or it has not this size.
   */
  static DataType of(String type, int objectsCount) {
    if (objectsCount < 1) {
      throw new IllegalArgumentException("objectsCount must be 1 or more but is " + objectsCount);
    }
    String name = type.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "8int" -> new DataType(name, Kind.SIGNED, 8);
      case "8uint" -> new DataType(name, Kind.UNSIGNED, 8);
      case "16int", "32int", "64int" -> new DataType(name, Kind.SIGNED, digits(name));
      case "16uint", "32uint", "64uint" -> new DataType(name, Kind.UNSIGNED, digits(name));
      case "16float", "32float", "64float" -> new DataType(name, Kind.FLOAT, digits(name));
      case "int", "integer", "long" -> whole(name, Kind.SIGNED, objectsCount);
      case "uint", "unsigned", "unsigned int", "unsigned integer" ->
          whole(name, Kind.UNSIGNED, objectsCount);
      case "word", "dword", "dword/integer" -> whole(name, Kind.WORD, objectsCount);
      case "float", "double" -> real(name, objectsCount);
      case "string" -> new DataType(name, Kind.TEXT, 0);
      case "bytes" -> new DataType(name, Kind.BYTES, 0);
      case "bit", "bits", "coil", "coils" -> new DataType(name, Kind.BITS, 0);
      default ->
          throw new IllegalArgumentException(
              "there is no type '%s'; there are string, bytes, bits, 8int, 8uint, 16int, 16uint,"
                      .formatted(type)
                  + " 16float, 32int, 32uint, 32float, 64int, 64uint, 64float, int, uint, float");
    };
  }

  private static int digits(String name) {
    return Integer.parseInt(name, 0, 2, 10);
  }

  private static DataType whole(String name, Kind kind, int registers) {
    if (registers > 4) {
      throw new IllegalArgumentException(
          "%s has 1, 2, 3 or 4 registers and not %d".formatted(name, registers));
    }
    return new DataType(name, kind, registers * REGISTER);
  }

  private static DataType real(String name, int registers) {
    if (registers != 1 && registers != 2 && registers != 4) {
      throw new IllegalArgumentException(
          "%s has 1, 2 or 4 registers and not %d".formatted(name, registers));
    }
    return new DataType(name, Kind.FLOAT, registers * REGISTER);
  }

  /** Whether it is a number, and a whole one. */
  boolean isWhole() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED || kind == Kind.WORD;
  }

  /** The registers that it takes where so many objects are configured. */
  int registers(int objectsCount) {
    return switch (kind) {
      case SIGNED, UNSIGNED, WORD, FLOAT -> (bits + REGISTER - 1) / REGISTER;
      case TEXT, BYTES -> objectsCount;
      case BITS -> (objectsCount + REGISTER - 1) / REGISTER;
    };
  }

  /** The smallest whole number that fits. */
  BigInteger least() {
    return kind == Kind.UNSIGNED ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(bits - 1).negate();
  }

  /** The largest whole number that fits. */
  BigInteger most() {
    return BigInteger.ONE.shiftLeft(kind == Kind.SIGNED ? bits - 1 : bits).subtract(BigInteger.ONE);
  }

  /**
   * Where the bytes of a number are, the most significant first, counted from its first register's
   * upper byte.
   */
  int[] byteIndexes(Order byteOrder, Order wordOrder) {
    if (bits == 8) {
      return new int[1];
    }
    int words = bits / REGISTER;
    int[] indexes = new int[2 * words];
    for (int i = 0; i < indexes.length; i++) {
      int word = wordOrder == Order.BIG ? i / 2 : words - 1 - i / 2;
      int half = byteOrder == Order.BIG ? i % 2 : 1 - i % 2;
      indexes[i] = 2 * word + half;
    }
    return indexes;
  }
}

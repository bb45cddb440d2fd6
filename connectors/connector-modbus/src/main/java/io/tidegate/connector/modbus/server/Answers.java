package io.tidegate.connector.modbus.server;

import io.tidegate.connector.modbus.codec.Table;
import io.tidegate.connector.modbus.wire.RequestHandler;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers clients by the book: Modbus application protocol 1.1b3, chapter 6, with the limits and
 * the order of checks of its diagrams: function, then quantity, then address.
 */
final class Answers implements RequestHandler {

  private static final int ADDRESSES = 65_536;
  private static final int MOST_COILS_WRITTEN = 1968;
  private static final int MOST_REGISTERS_WRITTEN = 123;
  private static final int MOST_REGISTERS_EXCHANGED = 121;
  private static final int ON = 0xFF00;

  private final Memory memory;
  private final Identification identification;
  private final IntPredicate isOwn;

  /** Creates them; {@code isOwn} tells the units that are answered for. */
  Answers(Memory memory, Identification identification, IntPredicate isOwn) {
    this.memory = memory;
    this.identification = identification;
    this.isOwn = isOwn;
  }

  @Override
  public byte @Nullable [] answer(int unit, byte[] pdu) {
    return isOwn.test(unit) ? answer(pdu) : null;
  }

  /** Answers a request to this server. */
  byte[] answer(byte[] pdu) {
    try {
      return answer(pdu[0] & 0xFF, new Body(pdu));
    } catch (Refusal e) {
      return new byte[] {(byte) (pdu[0] | 0x80), (byte) e.code()};
    }
  }

  private byte[] answer(int function, Body body) throws Refusal {
    return switch (function) {
      case 1, 2, 3, 4 -> read(Table.of(function), body);
      case 5 -> writeCoil(body);
      case 6 -> writeRegister(body);
      case 15 -> writeSeveral(Table.COILS, MOST_COILS_WRITTEN, body);
      case 16 -> writeSeveral(Table.HOLDING_REGISTERS, MOST_REGISTERS_WRITTEN, body);
      case 22 -> maskRegister(body);
      case 23 -> exchangeRegisters(body);
      case 43 -> identification.answer(body);
      default -> throw new Refusal(Refusal.ILLEGAL_FUNCTION);
    };
  }

  private byte[] read(Table table, Body body) throws Refusal {
    body.requireEnd(5);
    int quantity = body.quantity(3, table.mostPerRead());
    int address = address(table, body.word(1), quantity);
    return counted(table.readFunction(), memory.read(table, address, quantity));
  }

  private static byte[] counted(int function, byte[] data) {
    byte[] answer = new byte[2 + data.length];
    answer[0] = (byte) function;
    answer[1] = (byte) data.length;
    System.arraycopy(data, 0, answer, 2, data.length);
    return answer;
  }

  private int address(Table table, int address, int quantity) throws Refusal {
    if (address + quantity > ADDRESSES || !memory.defines(table, address, quantity)) {
      throw new Refusal(Refusal.ILLEGAL_DATA_ADDRESS);
    }
    return address;
  }

  private byte[] writeCoil(Body body) throws Refusal {
    body.requireEnd(5);
    int value = body.word(3);
    if (value != ON && value != 0) {
      throw new Refusal(Refusal.ILLEGAL_DATA_VALUE);
    }
    int address = address(Table.COILS, body.word(1), 1);
    memory.write(Table.COILS, address, 1, new byte[] {(byte) (value == ON ? 1 : 0)});
    return body.pdu();
  }

  private byte[] writeRegister(Body body) throws Refusal {
    body.requireEnd(5);
    int address = address(Table.HOLDING_REGISTERS, body.word(1), 1);
    memory.write(Table.HOLDING_REGISTERS, address, 1, Arrays.copyOfRange(body.pdu(), 3, 5));
    return body.pdu();
  }

  private byte[] writeSeveral(Table table, int most, Body body) throws Refusal {
    int quantity = body.quantity(3, most);
    byte[] data = body.counted(5, table.bytes(quantity));
    memory.write(table, address(table, body.word(1), quantity), quantity, data);
    return Arrays.copyOf(body.pdu(), 5);
  }

  private byte[] maskRegister(Body body) throws Refusal {
    body.requireEnd(7);
    int address = address(Table.HOLDING_REGISTERS, body.word(1), 1);
    int and = body.word(3);
    int or = body.word(5);
    return memory.atomically(() -> {
      byte[] old = memory.read(Table.HOLDING_REGISTERS, address, 1);
      int value = ((old[0] & 0xFF) << 8) | (old[1] & 0xFF);
      int masked = (value & and) | (or & ~and);
      byte[] data = {(byte) (masked >> 8), (byte) masked};
      memory.write(Table.HOLDING_REGISTERS, address, 1, data);
      return body.pdu();
    });
  }

  /** The writing comes before the reading (6.17). */
  private byte[] exchangeRegisters(Body body) throws Refusal {
    Table table = Table.HOLDING_REGISTERS;
    int readQuantity = body.quantity(3, table.mostPerRead());
    int writeQuantity = body.quantity(7, MOST_REGISTERS_EXCHANGED);
    byte[] data = body.counted(9, table.bytes(writeQuantity));
    int readAddress = address(table, body.word(1), readQuantity);
    int writeAddress = address(table, body.word(5), writeQuantity);
    return memory.atomically(() -> {
      memory.write(table, writeAddress, writeQuantity, data);
      return counted(23, memory.read(table, readAddress, readQuantity));
    });
  }
}

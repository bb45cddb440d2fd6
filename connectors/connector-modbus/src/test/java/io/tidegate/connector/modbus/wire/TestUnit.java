package io.tidegate.connector.modbus.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A small unit 3 with 100 registers and coils, to listen with. */
final class TestUnit implements RequestHandler {

  static final int UNIT = 3;

  private static final int SIZE = 100;

  private final short[] registers = new short[SIZE];
  private final boolean[] coils = new boolean[SIZE];

  @Override
  public synchronized byte @Nullable [] answer(int unit, byte[] pdu) {
    if (unit != UNIT && unit != 0) {
      return null;
    }
    int function = pdu[0] & 0xFF;
    return switch (function) {
      case 1, 3, 5, 6, 15, 16 -> within(ByteBuffer.wrap(pdu));
      case 43 -> new byte[] {43, 14, 1, 1, 0, 0, 0};
      case 0x42 -> throw new IllegalStateException("a handler that fails");
      default -> exception(function, 1);
    };
  }

  private byte[] within(ByteBuffer request) {
    int function = request.get();
    if (request.remaining() < 4) {
      return exception(function, 3);
    }
    int address = request.getShort() & 0xFFFF;
    int quantity = function == 5 || function == 6 ? 1 : request.getShort() & 0xFFFF;
    if (address + quantity > SIZE) {
      return exception(function, 2);
    }
    return switch (function) {
      case 1 -> readCoils(address, quantity);
      case 3 -> readRegisters(address, quantity);
      default -> write(function, address, quantity, request);
    };
  }

  private byte[] readCoils(int address, int quantity) {
    byte[] answer = new byte[2 + (quantity + 7) / 8];
    answer[0] = 1;
    answer[1] = (byte) (answer.length - 2);
    for (int i = 0; i < quantity; i++) {
      if (coils[address + i]) {
        answer[2 + i / 8] |= (byte) (1 << (i % 8));
      }
    }
    return answer;
  }

  private byte[] readRegisters(int address, int quantity) {
    ByteBuffer answer = ByteBuffer.allocate(2 + 2 * quantity);
    answer.put((byte) 3).put((byte) (2 * quantity));
    for (int i = 0; i < quantity; i++) {
      answer.putShort(registers[address + i]);
    }
    return answer.array();
  }

  private byte[] write(int function, int address, int quantity, ByteBuffer request) {
    if (function > 6) {
      request.get();
    }
    for (int i = 0; i < quantity; i++) {
      switch (function) {
        case 5 -> coils[address] = request.getShort() != 0;
        case 15 -> coils[address + i] = ((request.get(6 + i / 8) >> (i % 8)) & 1) != 0;
        default -> registers[address + i] = request.getShort();
      }
    }
    byte[] answer = new byte[5];
    request.get(0, answer);
    return answer;
  }

  private static byte[] exception(int function, int code) {
    return new byte[] {(byte) (function | 0x80), (byte) code};
  }
}

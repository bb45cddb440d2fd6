package io.tidegate.connector.modbus.line;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A unit with registers and coils; the registers of both kinds are the same. */
public final class FieldUnit {

  private final int[] registers = new int[65_536];
  private final boolean[] coils = new boolean[65_536];
  private final Set<Integer> illegal = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean silent;
  private final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);
  private volatile int exception;
  private volatile int refusal = 2;
  private volatile Duration delay = Duration.ZERO;

  /** Every register has its address and so much as its value. */
  public FieldUnit countingFrom(int start) {
    for (int i = 0; i < registers.length; i++) {
      registers[i] = start + i & 0xFFFF;
    }
    return this;
  }

  public FieldUnit set(int address, int... values) {
    System.arraycopy(values, 0, registers, address, values.length);
    return this;
  }

  public FieldUnit setCoil(int address, boolean... values) {
    System.arraycopy(values, 0, coils, address, values.length);
    return this;
  }

  public int register(int address) {
    return registers[address];
  }

  public boolean coil(int address) {
    return coils[address];
  }

  FieldUnit withoutAddress(int address) {
    illegal.add(address);
    return this;
  }

  void heal(int address) {
    illegal.remove(address);
  }

  void silent(boolean now) {
    silent = now;
  }

  /** It answers so many more times. */
  FieldUnit silentAfter(int answers) {
    answersLeft.set(answers);
    return this;
  }

  void failWith(int code) {
    exception = code;
  }

  void refuseWith(int code) {
    refusal = code;
  }

  /** It answers without data where others refuse. */
  void refuseWithoutData() {
    refusal = 0;
  }

  void delay(Duration time) {
    delay = time;
  }

  /** What it was asked, such as {@code 3 0+10}: function, first address, quantity. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  void forget() {
    requests.clear();
  }

  byte @Nullable [] answer(byte[] pdu) {
    ByteBuffer in = ByteBuffer.wrap(pdu);
    int function = in.get();
    int address = in.getShort() & 0xFFFF;
    int quantity = function == 5 || function == 6 ? 1 : in.getShort() & 0xFFFF;
    requests.add(function + " " + address + "+" + quantity);
    if (silent || answersLeft.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      return null;
    }
    LockSupport.parkNanos(delay.toNanos());
    if (exception != 0) {
      return new byte[] {(byte) (function | 0x80), (byte) exception};
    }
    for (int i = address; i < address + quantity; i++) {
      if (illegal.contains(i)) {
        return new byte[] {(byte) (refusal == 0 ? function : function | 0x80), (byte) refusal};
      }
    }
    return switch (function) {
      case 1, 2 -> bits(function, address, quantity);
      case 3, 4 -> words(function, address, quantity);
      default -> write(function, address, quantity, in, pdu);
    };
  }

  private byte[] bits(int function, int address, int quantity) {
    byte[] answer = new byte[2 + (quantity + 7) / 8];
    answer[0] = (byte) function;
    answer[1] = (byte) (answer.length - 2);
    for (int i = 0; i < quantity; i++) {
      if (coils[address + i]) {
        answer[2 + i / 8] |= (byte) (1 << i % 8);
      }
    }
    return answer;
  }

  private byte[] words(int function, int address, int quantity) {
    ByteBuffer answer = ByteBuffer.allocate(2 + 2 * quantity);
    answer.put((byte) function).put((byte) (2 * quantity));
    for (int i = 0; i < quantity; i++) {
      answer.putShort((short) registers[address + i]);
    }
    return answer.array();
  }

  private byte[] write(int function, int address, int quantity, ByteBuffer in, byte[] pdu) {
    switch (function) {
      case 5 -> coils[address] = in.get() != 0;
      case 6 -> registers[address] = in.getShort() & 0xFFFF;
      case 15 -> {
        in.get();
        for (int i = 0; i < quantity; i++) {
          coils[address + i] = (pdu[6 + i / 8] >> i % 8 & 1) != 0;
        }
      }
      default -> {
        in.get();
        for (int i = 0; i < quantity; i++) {
          registers[address + i] = in.getShort() & 0xFFFF;
        }
      }
    }
    return Arrays.copyOf(pdu, 5);
  }
}

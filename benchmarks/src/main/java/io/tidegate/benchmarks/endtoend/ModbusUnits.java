package io.tidegate.benchmarks.endtoend;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Modbus TCP servers, one to a port, on bare sockets so that the load costs the machine less than
 * what is measured. A register holds its address and how often its unit was read ({@link #address},
 * so that a value in the wrong place shows), and every unit notes when it was read.
 */
final class ModbusUnits implements Closeable {

  private static final int COUNTS = 512;
  private static final int HEADER = 8; // MBAP and the function code
  private static final int MOST_READS = 1 << 12;

  private final List<Unit> units = new ArrayList<>();

  /** Listens for that many. */
  ModbusUnits(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      units.add(new Unit());
    }
  }

  /** The TCP port of each. */
  List<Integer> ports() {
    return units.stream().map(unit -> unit.server.getLocalPort()).toList();
  }

  /** The address of the register that a value was read from. */
  static int address(int value) {
    return value / COUNTS;
  }

  /** How often units were read. */
  long reads() {
    return units.stream().mapToLong(Unit::count).sum();
  }

  /** How many registers were read. */
  long registers() {
    return units.stream().mapToLong(Unit::registers).sum();
  }

  /** Forgets when they were read. */
  void forgetTimes() {
    units.forEach(Unit::forget);
  }

  /** Milliseconds between two reads of a unit, sorted. */
  double[] periods() {
    return units.stream().flatMapToDouble(unit -> Arrays.stream(unit.periods())).sorted().toArray();
  }

  @Override
  public void close() throws IOException {
    for (Unit unit : units) {
      unit.server.close();
    }
  }

  private static final class Unit {

    final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final long[] times = new long[MOST_READS];
    private int timed;
    private long reads;
    private long registers;

    Unit() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    synchronized long count() {
      return reads;
    }

    synchronized long registers() {
      return registers;
    }

    synchronized void forget() {
      timed = 0;
    }

    synchronized double[] periods() {
      double[] periods = new double[Math.max(0, timed - 1)];
      for (int i = 0; i < periods.length; i++) {
        periods[i] = (times[i + 1] - times[i]) / 1e6;
      }
      return periods;
    }

    private synchronized int note(int count) {
      if (timed < times.length) {
        times[timed++] = System.nanoTime();
      }
      registers += count;
      return (int) (reads++ % COUNTS);
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = server.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException e) {
        // Closed.
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        socket.setTcpNoDelay(true);
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        OutputStream out = socket.getOutputStream();
        byte[] header = new byte[HEADER];
        while (in.readNBytes(header, 0, HEADER) == HEADER) {
          byte[] body = in.readNBytes(number(header, 4) - 2);
          out.write(header[7] == 3 ? registers(header, body) : echo(header, body));
        }
      } catch (IOException e) {
        // The client has gone.
      }
    }

    private byte[] registers(byte[] header, byte[] body) {
      int from = number(body, 0);
      int count = number(body, 2);
      int reading = note(count);
      byte[] answer = Arrays.copyOf(header, HEADER + 1 + 2 * count);
      length(answer, 3 + 2 * count);
      answer[HEADER] = (byte) (2 * count);
      for (int i = 0; i < count; i++) {
        int value = (from + i) * COUNTS + reading;
        answer[HEADER + 1 + 2 * i] = (byte) (value >> 8);
        answer[HEADER + 2 + 2 * i] = (byte) value;
      }
      return answer;
    }

    /** The answer to a write: where and what, or how much, of the request. */
    private static byte[] echo(byte[] header, byte[] body) {
      byte[] answer = Arrays.copyOf(header, HEADER + 4);
      length(answer, 6);
      System.arraycopy(body, 0, answer, HEADER, 4);
      return answer;
    }

    private static int number(byte[] bytes, int at) {
      return Byte.toUnsignedInt(bytes[at]) << 8 | Byte.toUnsignedInt(bytes[at + 1]);
    }

    private static void length(byte[] answer, int length) {
      answer[4] = (byte) (length >> 8);
      answer[5] = (byte) length;
    }
  }
}

package io.tidegate.benchmarks.endtoend;

import com.digitalpetri.modbus.Crc16;
import io.tidegate.connector.modbus.wire.LineTime;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * RTU units at the other end of a serial line, and the time that such a line takes: a
 * pseudo-terminal passes everything on at once, so the request is held until its last character
 * would have come, then there are 3.5 characters of silence, and the answer comes as fast as its
 * characters would, so many at a time as the buffer of a UART collects. The units themselves take
 * no time. A register holds its address and how often it was read, as in {@link ModbusUnits}.
 */
final class SerialUnits implements Closeable {

  private static final int COUNTS = 512;
  private static final int REQUEST = 8;

  /** What a 16550 collects before it interrupts. */
  private static final int AT_A_TIME = 14;

  /** The system wakes a thread that late at worst, usually; what is left is waited for awake. */
  private static final long AWAKE_NANOS = 300_000;

  private final LineTime time;
  private final Process socat;
  private final Path left;
  private final Path right;

  private long exchanges;
  private long late;
  private long between;
  private long lastEnd;

  /** The line; its ends are in a folder. */
  SerialUnits(LineTime time, Path folder) throws IOException, InterruptedException {
    this.time = time;
    left = folder.resolve("left");
    right = folder.resolve("right");
    socat = new ProcessBuilder("socat", end(left), end(right)).inheritIO().start();
    for (int i = 0; i < 200 && !(Files.exists(left) && Files.exists(right)); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Thread.ofPlatform().daemon().name("units").start(this::serve);
  }

  private static String end(Path link) {
    return "pty,raw,echo=0,link=" + link;
  }

  /** The gateway's end. */
  Path port() {
    return left;
  }

  /** How many exchanges there were. */
  synchronized long exchanges() {
    return exchanges;
  }

  /** What these units themselves were late by, in all answers together. */
  synchronized Duration late() {
    return Duration.ofNanos(late);
  }

  /** From an answer to the next request beyond the silence that must be, in all together. */
  synchronized Duration between() {
    return Duration.ofNanos(between);
  }

  @Override
  public void close() {
    socat.destroy();
  }

  private void serve() {
    try (InputStream in = new FileInputStream(right.toFile());
        OutputStream out = new FileOutputStream(right.toFile())) {
      byte[] request = new byte[REQUEST];
      while (in.readNBytes(request, 0, REQUEST) == REQUEST) {
        answer(request, System.nanoTime(), out);
      }
    } catch (IOException e) {
      // The line is closed.
    }
  }

  private void answer(byte[] request, long came, OutputStream out) throws IOException {
    byte[] answer = registers(request);
    long begin = came + REQUEST * time.characterNanos() + time.silenceNanos();
    long due = begin;
    for (int sent = 0; sent < answer.length; sent += AT_A_TIME) {
      int length = Math.min(AT_A_TIME, answer.length - sent);
      due = begin + (sent + length) * time.characterNanos();
      await(due);
      out.write(answer, sent, length);
    }
    note(came, due, System.nanoTime());
  }

  private synchronized void note(long came, long due, long done) {
    late += done - due;
    if (exchanges++ > 0) {
      between += came - lastEnd - time.silenceNanos();
    }
    lastEnd = done;
  }

  private static void await(long moment) {
    long left = moment - System.nanoTime();
    while (left > 0) {
      if (left > AWAKE_NANOS) {
        LockSupport.parkNanos(left - AWAKE_NANOS);
      } else {
        Thread.onSpinWait();
      }
      left = moment - System.nanoTime();
    }
  }

  private byte[] registers(byte[] request) {
    ByteBuffer asked = ByteBuffer.wrap(request);
    int from = asked.getShort(2) & 0xFFFF;
    int count = asked.getShort(4);
    int reading = (int) (exchanges() % COUNTS);
    ByteBuffer answer = ByteBuffer.allocate(5 + 2 * count);
    answer.put(request, 0, 2).put((byte) (2 * count));
    for (int i = 0; i < count; i++) {
      answer.putShort((short) ((from + i) * COUNTS + reading));
    }
    Crc16 crc = new Crc16();
    crc.update(answer.duplicate().flip());
    int check = crc.getValue();
    return answer.put((byte) check).put((byte) (check >> 8)).array();
  }
}

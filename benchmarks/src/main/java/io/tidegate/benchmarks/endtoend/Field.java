package io.tidegate.benchmarks.endtoend;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * The devices: publishes numbered messages of two values with QoS 1 over one socket. Written on the
 * bare socket (MQTT 3.1.1, section 3.3) so that the load costs the machine less than what is
 * measured.
 */
final class Field implements Closeable {

  private static final int QOS1_PUBLISH = 0x32;
  private static final int PUBACK_BYTES = 4;

  private final Socket socket;
  private final OutputStream out;
  private final int devices;
  private long next;

  private volatile long acknowledged;

  /** Connects to the broker; messages are spread evenly over {@code devices} devices. */
  Field(int port, int devices) throws IOException {
    this.devices = devices;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out.write(connect());
    if (in.readNBytes(4).length < 4) {
      throw new EOFException("the broker closed the connection");
    }
    Thread.ofPlatform().daemon().start(() -> countAcknowledgements(in));
  }

  /** How many messages were published. */
  long published() {
    return next;
  }

  /** How many the broker has acknowledged. */
  long acknowledged() {
    return acknowledged;
  }

  /** Publishes {@code count} messages at once. */
  void burst(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 96);
    for (int i = 0; i < count; i++) {
      publish(bytes);
    }
    out.write(bytes.toByteArray());
  }

  /** Publishes at an even rate for a while. */
  void run(int perSecond, Duration duration) throws IOException, InterruptedException {
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    long first = next;
    for (long now = start; now < end; now = System.nanoTime()) {
      long due = first + (now - start) * perSecond / 1_000_000_000L;
      if (due > next) {
        burst((int) Math.min(due - next, 2000));
      } else {
        Thread.sleep(Duration.ofNanos(500_000));
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** Microseconds since the epoch. */
  static long micros() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  private void publish(ByteArrayOutputStream bytes) {
    String topic = "plant/d" + next % devices + "/data";
    String payload = "{\"seq\":" + next + ",\"sent\":" + micros() + "}";
    byte[] body = (topic + "##" + payload).getBytes(StandardCharsets.ISO_8859_1);
    int id = (int) (next % 65_535) + 1;
    body[topic.length()] = (byte) (id >> 8);
    body[topic.length() + 1] = (byte) id;
    bytes.write(QOS1_PUBLISH);
    writeLength(bytes, body.length + 2);
    bytes.write(topic.length() >> 8);
    bytes.write(topic.length());
    bytes.write(body, 0, body.length);
    next++;
  }

  private void countAcknowledgements(InputStream in) {
    byte[] buffer = new byte[1 << 16];
    long received = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received += n;
        acknowledged = received / PUBACK_BYTES;
      }
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] connect() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream packet = new DataOutputStream(bytes);
    packet.writeUTF("MQTT");
    packet.write(4);
    packet.write(2);
    packet.writeShort(0);
    packet.writeUTF("field");
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(0x10);
    writeLength(whole, bytes.size());
    bytes.writeTo(whole);
    return whole.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream bytes, int length) {
    int rest = length;
    while (rest > 127) {
      bytes.write((rest & 127) | 128);
      rest >>= 7;
    }
    bytes.write(rest);
  }
}

package io.tidegate.app.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The devices: publish numbered messages with QoS 1 over one socket (MQTT 3.1.1, section 3.3). The
 * numbers go around the devices; devices with an even number give the time of their messages, the
 * others leave it to the gateway; every tenth message of a device changes its attribute {@code
 * mark}, to the number of the message.
 */
final class Field implements Closeable {

  private static final int PUBACK_BYTES = 4;
  private static final int WINDOW = 2_000;
  private static final int MARK_EVERY = 10;

  private final Socket socket;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final int devices;
  private final long firstTime = System.currentTimeMillis() - TimeUnit.HOURS.toMillis(1);
  private long sent;
  private long next;
  private long acknowledged;
  private boolean ended;
  private @Nullable Thread flow;

  /** Connects to the broker. */
  Field(int port, int devices) throws IOException {
    this(port, devices, "field");
  }

  /** Connects to the broker with a client id. */
  Field(int port, int devices, String clientId) throws IOException {
    this.devices = devices;
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    out.write(packet(0x10, connect(clientId)));
    if (in.readNBytes(4).length < 4) {
      throw new EOFException("the broker closed the connection");
    }
    Thread.ofVirtual().start(() -> countAcknowledgements(in));
  }

  /** How many numbered messages were published: their numbers are 0 up to this. */
  long published() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  int devices() {
    return devices;
  }

  static String name(int device) {
    return "d" + device;
  }

  int deviceOf(long number) {
    return (int) (number % devices);
  }

  static boolean givesTime(int device) {
    return device % 2 == 0;
  }

  /** The time that a message carries, if its device gives one. */
  long timeOf(long number) {
    return firstTime + number;
  }

  /** The number of the last message of a device that changed its attribute; -1 if none did. */
  long lastMark(int device) {
    long last = -1;
    for (long number = device; number < published(); number += devices) {
      last = marks(number) ? number : last;
    }
    return last;
  }

  private boolean marks(long number) {
    return number / devices % MARK_EVERY == 0;
  }

  /** Publishes so many messages as fast as the broker takes them, and waits until it has. */
  void publish(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i += 100) {
      burst(Math.min(100, count - i));
    }
    awaitAcknowledged();
  }

  /** Publishes at a steady rate from now on. */
  void flow(int perSecond) {
    // The interrupt of a virtual thread that is writing would close the socket.
    flow = Thread.ofPlatform().daemon().start(() -> flowAt(perSecond));
  }

  /** Publishes no more, and waits until the broker has what was published. */
  void halt() throws InterruptedException {
    Thread running = flow;
    if (running != null) {
      running.interrupt();
      running.join();
      flow = null;
    }
    awaitAcknowledged();
  }

  /** Waits until so many more messages were published. */
  void awaitMore(long count) throws InterruptedException {
    lock.lock();
    try {
      long goal = next + count;
      while (next < goal) {
        if (!changed.await(30, TimeUnit.SECONDS)) {
          throw new AssertionError("published only " + next + " of " + goal);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Publishes any message. */
  void publish(String topic, byte[] payload) throws IOException {
    lock.lock();
    try {
      out.write(message(topic, payload));
    } finally {
      lock.unlock();
    }
  }

  /** Publishes any text. */
  void publish(String topic, String payload) throws IOException {
    publish(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Waits until the broker has all. */
  void awaitAcknowledged() throws InterruptedException {
    awaitUnacknowledged(0);
  }

  private void awaitUnacknowledged(long most) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (sent - acknowledged > most) {
        if (ended || !changed.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("the broker acknowledged only " + acknowledged + " of " + sent);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void flowAt(int perSecond) {
    long start = System.nanoTime();
    long first = published();
    try {
      while (!Thread.interrupted()) {
        long due = first + (System.nanoTime() - start) * perSecond / 1_000_000_000L;
        if (due > published()) {
          burst((int) Math.min(due - published(), 500));
        } else {
          TimeUnit.MILLISECONDS.sleep(1);
        }
      }
    } catch (InterruptedException e) {
      // Told to halt.
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void burst(int count) throws IOException, InterruptedException {
    awaitUnacknowledged(WINDOW);
    lock.lock();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(count * 96);
      for (int i = 0; i < count; i++) {
        bytes.writeBytes(numbered(next));
        next++;
      }
      out.write(bytes.toByteArray());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private byte[] numbered(long number) throws IOException {
    int device = deviceOf(number);
    String payload =
        "{\"seq\":"
            + number
            + (givesTime(device) ? ",\"ts\":" + timeOf(number) : "")
            + (marks(number) ? ",\"mark\":" + number : "")
            + "}";
    return message(
        "plant/" + name(device) + "/" + number, payload.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] message(String topic, byte[] payload) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream body = new DataOutputStream(bytes);
    body.writeUTF(topic);
    body.writeShort((int) (sent % 65_535) + 1);
    body.write(payload);
    sent++;
    return packet(0x32, bytes.toByteArray());
  }

  private void countAcknowledgements(InputStream in) {
    byte[] buffer = new byte[1 << 16];
    long received = 0;
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        received += n;
        acknowledged(received / PUBACK_BYTES, false);
      }
    } catch (IOException e) {
      // Whoever waits is told below.
    }
    acknowledged(received / PUBACK_BYTES, true);
  }

  private void acknowledged(long count, boolean last) {
    lock.lock();
    try {
      acknowledged = count;
      ended = last;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static byte[] connect(String clientId) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream packet = new DataOutputStream(bytes);
    packet.writeUTF("MQTT");
    packet.write(4);
    packet.write(2);
    packet.writeShort(0);
    packet.writeUTF(clientId);
    return bytes.toByteArray();
  }

  private static byte[] packet(int type, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 5);
    bytes.write(type);
    int rest = body.length;
    while (rest > 127) {
      bytes.write((rest & 127) | 128);
      rest >>= 7;
    }
    bytes.write(rest);
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    Thread running = flow;
    if (running != null) {
      running.interrupt();
    }
    socket.close();
  }
}

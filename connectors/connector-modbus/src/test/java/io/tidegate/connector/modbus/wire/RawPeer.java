package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A unit whose bytes the test gives: it does what no honest unit does. */
final class RawPeer implements AutoCloseable {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private final Link link;
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

  private RawPeer(Link link) {
    this.link = link;
    link.thread().start(this::receive);
  }

  /** The other end of a connection that is accepted here. */
  static RawPeer accept(ServerSocket server) throws IOException {
    Socket socket = server.accept();
    SocketLink.tune(socket);
    // Closing it in mid-answer is a reset.
    socket.setSoLinger(true, 0);
    return new RawPeer(new SocketLink(socket));
  }

  /** The other end of a serial line. */
  static RawPeer at(String device) throws IOException {
    return new RawPeer(SerialLink.open(TestWires.serial(device, WireSettings.Framing.RTU)));
  }

  static ServerSocket server() throws IOException {
    return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private void receive() {
    byte[] chunk = new byte[512];
    try {
      for (int length = link.receive(chunk); length >= 0; length = link.receive(chunk)) {
        received.add(Arrays.copyOf(chunk, length));
      }
    } catch (IOException e) {
      // The test ends, or ends the connection.
    }
  }

  /** What came next, in one piece. */
  byte[] awaitRequest() throws InterruptedException {
    byte[] request = received.poll(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request");
    }
    return request;
  }

  /** Whether nothing has come that was not awaited. */
  boolean isUnasked() {
    return received.isEmpty();
  }

  /** Sends bytes that are written in hex. */
  void send(String hex) throws IOException {
    send(HEX.parseHex(hex));
  }

  void send(byte[] bytes) throws IOException {
    link.send(bytes);
  }

  /** Frames a PDU in hex for RTU. */
  static byte[] rtu(int unit, String pdu) {
    return RtuFramer.frame(unit, HEX.parseHex(pdu));
  }

  /** Frames a PDU in hex as the answer to a request of Modbus TCP. */
  static byte[] answer(byte[] request, int unit, String pdu) {
    return MbapFramer.frame(MbapFramer.word(request, 0), unit, HEX.parseHex(pdu));
  }

  @Override
  public void close() {
    link.close();
  }
}

package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;

/** UDP: each datagram is a frame. */
final class DatagramLink implements Link {

  private final DatagramSocket socket;

  private DatagramLink(DatagramSocket socket) {
    this.socket = socket;
  }

  /** Says only whether the host has an address: UDP has no connections. */
  static Link open(WireSettings settings) throws IOException, InterruptedException {
    InetAddress address = Lookup.of(settings.host())[0];
    DatagramSocket socket = new DatagramSocket();
    // From then on the system tells when nobody listens there.
    socket.connect(new InetSocketAddress(address, settings.port()));
    return new DatagramLink(socket);
  }

  @Override
  public void send(byte[] frame) throws IOException {
    try {
      socket.send(new DatagramPacket(frame, frame.length));
    } catch (PortUnreachableException e) {
      throw nobody(e);
    }
  }

  @Override
  public int receive(byte[] into) throws IOException {
    DatagramPacket packet = new DatagramPacket(into, into.length);
    try {
      socket.receive(packet);
    } catch (PortUnreachableException e) {
      throw nobody(e);
    }
    return packet.getLength();
  }

  private static SocketException nobody(PortUnreachableException cause) {
    SocketException nobody = new SocketException("nobody listens there");
    nobody.initCause(cause);
    return nobody;
  }

  @Override
  public Thread.Builder thread() {
    return Thread.ofVirtual();
  }

  @Override
  public void close() {
    socket.close();
  }
}

package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.modbus.wire.WireSettings.Framing;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/** Serves clients over UDP. */
final class DatagramListener implements Listener {

  private final Framing framing;
  private final Service service;
  private final DatagramSocket socket;
  private final int port;
  private final Ending ending = new Ending();

  private DatagramListener(Framing framing, Service service, DatagramSocket socket) {
    this.framing = framing;
    this.service = service;
    this.socket = socket;
    port = socket.getLocalPort();
  }

  static Listener open(WireSettings settings, Service service) throws IOException {
    try {
      DatagramSocket socket =
          new DatagramSocket(new InetSocketAddress(settings.host(), settings.port()));
      DatagramListener listener = new DatagramListener(settings.framing(), service, socket);
      Thread.ofVirtual().name("modbus server " + settings.place()).start(listener::receive);
      return listener;
    } catch (IOException e) {
      throw new IOException("can't listen at " + settings.place() + ": " + e.getMessage(), e);
    }
  }

  private void receive() {
    byte[] bytes = new byte[600];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      try {
        socket.receive(packet);
        answer(packet);
      } catch (IOException e) {
        // A client that is gone already, no Modbus, or the end.
      }
    }
    ending.reached();
  }

  private void answer(DatagramPacket packet) throws IOException {
    RequestReader reader = RequestReader.of(framing);
    reader.add(packet.getData(), packet.getLength());
    String client = packet.getAddress().getHostAddress() + ":" + packet.getPort();
    for (Request request = reader.next(); request != null; request = reader.next()) {
      byte[] frame = service.frame(request, reader, client);
      if (frame != null) {
        socket.send(new DatagramPacket(frame, frame.length, packet.getSocketAddress()));
      }
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void awaitEnd() throws IOException, InterruptedException {
    ending.await();
  }

  @Override
  public void close() {
    socket.close();
    ending.awaitShortly();
  }
}

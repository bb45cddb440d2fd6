package io.tidegate.connector.modbus.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;

/** TCP, encrypted or not. */
final class SocketLink implements Link {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  SocketLink(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Sends at once, and notices in time that nobody is there any more. */
  static void tune(Socket socket) throws IOException {
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
  }

  @Override
  public void send(byte[] frame) throws IOException {
    out.write(frame);
    out.flush();
  }

  @Override
  public int receive(byte[] into) throws IOException {
    return in.read(into);
  }

  @Override
  public Thread.Builder thread() {
    return Thread.ofVirtual();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more either way.
    }
  }
}

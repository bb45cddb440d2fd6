package io.tidegate.connector.modbus.wire;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Connects over TCP. */
final class TcpDial {

  private TcpDial() {}

  /** Tries the addresses of the host one after another. */
  static Link open(WireSettings settings) throws IOException, InterruptedException {
    IOException failure = new UnknownHostException(settings.host());
    for (InetAddress address : Lookup.of(settings.host())) {
      try {
        return connect(settings, new InetSocketAddress(address, settings.port()));
      } catch (IOException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        failure = e;
      }
    }
    throw new IOException("no connection to " + settings.place() + ": " + reason(failure), failure);
  }

  private static String reason(IOException failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static Link connect(WireSettings settings, InetSocketAddress address) throws IOException {
    int patience = (int) Math.min(settings.connectTimeout().toMillis(), Integer.MAX_VALUE);
    Socket socket = new Socket();
    try {
      socket.connect(address, patience);
      SocketLink.tune(socket);
      TlsSettings tls = settings.tls();
      return new SocketLink(tls == null ? socket : encrypt(socket, settings, tls, patience));
    } catch (IOException | ConfigurationException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket encrypt(Socket socket, WireSettings settings, TlsSettings tls, int patience)
      throws IOException {
    SSLSocket secure =
        (SSLSocket)
            tls.sslContext()
                .getSocketFactory()
                .createSocket(socket, settings.host(), settings.port(), true);
    if (tls.hostnameVerifier() == null) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
    }
    secure.setSoTimeout(patience);
    secure.startHandshake();
    secure.setSoTimeout(0);
    return secure;
  }
}

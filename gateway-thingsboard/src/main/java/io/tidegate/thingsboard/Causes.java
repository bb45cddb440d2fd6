package io.tidegate.thingsboard;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.exceptions.MqttSessionExpiredException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import io.tidegate.connector.ConfigurationException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Puts what the client library throws into words that a user can act on. */
final class Causes {

  private Causes() {}

  /** Why a connection could not be made, where the server has not even seen a CONNECT. */
  static IOException ofConnecting(Throwable cause, Server server) {
    Throwable root = cause instanceof ConnectionFailedException ? rootOf(cause) : cause;
    for (Throwable next = root; next != null; next = next.getCause()) {
      if (next instanceof CertificateException certificate) {
        throw new ConfigurationException(
            server + " shows a certificate that is not trusted: " + certificate.getMessage());
      }
    }
    return switch (root) {
      case UnknownHostException _ ->
          new IOException("the name " + server.host() + " can't be resolved", cause);
      case SSLException tls ->
          new IOException("no TLS connection to " + server + ": " + tls.getMessage(), cause);
      default -> new IOException("no connection to " + server + ": " + text(root), cause);
    };
  }

  /** Why a connection ended. */
  static IOException ofEnd(Throwable cause, Server server) {
    Throwable root =
        cause instanceof MqttSessionExpiredException && cause.getCause() != null
            ? cause.getCause()
            : cause;
    String code =
        root instanceof Mqtt5DisconnectException disconnect
            ? " " + code(disconnect.getMqttMessage().getReasonCode())
            : "";
    return new IOException("the connection to " + server + " was lost: " + text(root) + code, root);
  }

  private static String code(Mqtt5DisconnectReasonCode code) {
    return code(code.name(), code.getCode());
  }

  /** {@code quota exceeded (0x97)}. */
  static String code(String name, int code) {
    return "%s (0x%02X)".formatted(name.toLowerCase(Locale.ROOT).replace('_', ' '), code);
  }

  /** Whether the server closed the connection without a word. */
  static boolean isClosedByServer(Throwable cause) {
    return cause instanceof ConnectionClosedException;
  }

  private static Throwable rootOf(Throwable cause) {
    return cause.getCause() == null ? cause : cause.getCause();
  }

  private static String text(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }
}

package io.tidegate.testkit.mqtt;

import io.netty.handler.codec.mqtt.MqttProperties;

/** What an MQTT server is for. Called on the server's event loop, so it must not block. */
public interface MqttService {

  /** What to do with a client that has just opened a TCP connection. */
  default Greeting greet() {
    return Greeting.SERVE;
  }

  /** Answers a CONNECT. */
  ConnectReply connect(MqttConnection connection, ConnectRequest request);

  /** What a client finds behind the port. */
  enum Greeting {
    /** A server that speaks MQTT. */
    SERVE,
    /** The connection is closed at once. */
    CLOSE,
    /** Nobody reads and nobody answers. */
    IGNORE
  }

  /** Whether the server says that it knows the client's session from before. */
  enum SessionPresence {
    NEW,
    KEPT
  }

  /** The answer to a CONNECT. */
  sealed interface ConnectReply {

    /** The client is let in. Properties go out with MQTT 5 only. */
    record Accept(MqttPeer peer, SessionPresence session, MqttProperties properties)
        implements ConnectReply {

      /** A new session without properties. */
      public static Accept of(MqttPeer peer) {
        return new Accept(peer, SessionPresence.NEW, MqttProperties.NO_PROPERTIES);
      }
    }

    /** The client gets this reason code, and the connection is closed. */
    record Refuse(int reasonCode) implements ConnectReply {}

    /** The connection is closed without an answer. */
    record Close() implements ConnectReply {}

    /** The client waits in vain. */
    record Ignore() implements ConnectReply {}
  }
}

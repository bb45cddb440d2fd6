package io.tidegate.testkit.mqtt;

/** The service's side of one connected client. Called on the connection's event loop. */
public interface MqttPeer {

  /** Answers one filter of a SUBSCRIBE with the granted QoS (0 or 1) or a reason code. */
  int subscribe(String filter, int qos);

  /** Takes back one filter. */
  void unsubscribe(String filter);

  /** Takes a message; {@link IncomingMessage#acknowledge} has to follow, now or later. */
  void published(IncomingMessage message);

  /** The connection is gone. */
  void closed();
}

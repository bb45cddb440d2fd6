package io.tidegate.connector.mqtt;

/** What a connection to a broker brings; called from its event loop. */
interface LinkListener {

  /**
   * A message has come; blocks while there is no room for it.
   *
   * @param message which has to be acknowledged.
   */
  void received(Incoming message);

  /** The connection has ended. */
  void ended(Throwable cause);
}

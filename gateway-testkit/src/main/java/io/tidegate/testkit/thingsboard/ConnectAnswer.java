package io.tidegate.testkit.thingsboard;

/** What the stand-in does with a client that connects. */
public sealed interface ConnectAnswer {

  /** Lets it in if its credentials are good. */
  record Accept() implements ConnectAnswer {}

  /** Answers the CONNECT with a reason code of MQTT 5, or what is nearest to it in 3.1.1. */
  record Refuse(int reasonCode) implements ConnectAnswer {}

  /** Closes the TCP connection as soon as it is open. */
  record Close() implements ConnectAnswer {}

  /** Lets it in and closes the connection at once. */
  record AcceptAndClose() implements ConnectAnswer {}

  /** Takes the TCP connection, and then neither reads nor answers. */
  record Blackhole() implements ConnectAnswer {}
}

package io.tidegate.connector.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A connection to a broker: what the two versions of the protocol have in common. Blocks. */
interface BrokerLink extends AutoCloseable {

  /**
   * Connects. Messages that the broker has kept may reach the inbox before this returns.
   *
   * @throws IOException if there is no connection; the message says why, for the user.
   */
  void connect() throws IOException, InterruptedException;

  /**
   * Subscribes.
   *
   * @return the broker's reason for each subscription that it refused.
   */
  Map<Subscription, String> subscribe(List<Subscription> subscriptions)
      throws IOException, InterruptedException;

  /** Says good-bye if there is somebody to say it to; never fails. */
  @Override
  void close();
}

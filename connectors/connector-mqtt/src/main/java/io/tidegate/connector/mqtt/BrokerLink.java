package io.tidegate.connector.mqtt;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A connection to a broker: what the two versions of the protocol have in common. Blocks. */
interface BrokerLink extends AutoCloseable {

  /**
   * Connects. Messages that the broker has kept may reach the listener before this returns.
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

  /**
   * Ends subscriptions; does not wait. Calls of this and of {@link #subscribe} reach the broker in
   * their order.
   *
   * @return completes when the broker has confirmed it.
   */
  CompletableFuture<?> unsubscribe(List<String> filters);

  /**
   * Publishes, and waits until the broker has acknowledged it; with QoS 0 until it is written.
   *
   * @throws IOException if it was not, as far as anybody knows; the message says why, for the user.
   */
  void publish(Outgoing message) throws IOException, InterruptedException;

  /** Says good-bye if there is somebody to say it to; never fails. */
  @Override
  void close();
}

package io.tidegate.connector.mqtt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An RPC, ready to go.
 *
 * @param answer what to wait for; null: one-way.
 */
record RpcCommand(Outgoing message, @Nullable ExpectedAnswer answer) {

  /**
   * The message that answers a command.
   *
   * @param topic where it is published; exactly this one.
   * @param qos of the subscription.
   * @param timeout how long to wait for it, from when the broker has the command.
   */
  record ExpectedAnswer(String topic, int qos, Duration timeout) {}
}

package io.tidegate.connector.mqtt;

import io.reactivex.subscribers.DisposableSubscriber;
import java.util.function.Consumer;

/**
 * The stream of messages that a client receives. Its end means nothing: the disconnected listener
 * tells of that; and where both ends meet, the library must find somebody to tell.
 *
 * @param <T> a message.
 */
final class ReceivedMessages<T> extends DisposableSubscriber<T> {

  private final Consumer<T> consumer;

  ReceivedMessages(Consumer<T> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void onNext(T message) {
    consumer.accept(message);
  }

  @Override
  public void onError(Throwable cause) {
    // See above.
  }

  @Override
  public void onComplete() {
    // See above.
  }
}

package io.tidegate.connector.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import io.reactivex.disposables.Disposable;
import io.tidegate.connector.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the futures of the client library, and says in words what went wrong. */
final class LinkFutures {

  private static final long LEAVE_SECONDS = 2;

  private LinkFutures() {}

  /**
   * The result.
   *
   * @param action what is done, for the message.
   */
  static <T> T await(CompletableFuture<T> future, String action, long seconds)
      throws IOException, InterruptedException {
    try {
      return result(future, action, Duration.ofSeconds(seconds));
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new IOException(action + ": no answer within " + seconds + " s", e);
    } catch (CancellationException e) {
      throw new IOException(action + ": cancelled", e);
    }
  }

  /**
   * The result.
   *
   * @param action what is done, for the message.
   * @throws TimeoutException if there is none within the limit.
   * @throws CancellationException if it was cancelled.
   */
  static <T> T result(CompletableFuture<T> future, String action, Duration limit)
      throws IOException, InterruptedException, TimeoutException {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message = action + ": " + reason(cause);
      throw isRefusal(cause) ? new RefusedException(message, e) : new IOException(message, e);
    }
  }

  /** A broker that says no is not to be asked as often as one that is away. */
  private static boolean isRefusal(Throwable cause) {
    return cause instanceof Mqtt5ConnAckException || cause instanceof Mqtt3ConnAckException;
  }

  /**
   * Waits a little for a disconnect; where it fails there is no connection left to end.
   *
   * @param received the stream of messages. It holds the event loop, also of a session that the
   *     broker keeps, so it has to be ended; but only after the connection: the library
   *     acknowledges messages that nobody asks for.
   */
  static void leave(CompletableFuture<?> disconnect, Disposable received) {
    CompletableFuture<?> disconnected =
        disconnect.whenComplete((result, failure) -> received.dispose());
    try {
      disconnected.get(LEAVE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | CancellationException e) {
      // The broker is gone, or is left without a good-bye.
    }
  }

  /** A phrase for the user. */
  static String reason(Throwable cause) {
    return switch (cause) {
      case Mqtt5ConnAckException refused -> {
        String code = words(refused.getMqttMessage().getReasonCode().name());
        yield "the broker refused the connection: "
            + refused
                .getMqttMessage()
                .getReasonString()
                .map(text -> code + " (" + text + ")")
                .orElse(code);
      }
      case Mqtt3ConnAckException refused ->
          "the broker refused the connection: "
              + words(refused.getMqttMessage().getReturnCode().name());
      case Mqtt5PubAckException refused ->
          "the broker refused it: " + words(refused.getMqttMessage().getReasonCode().name());
      case Mqtt5PubRecException refused ->
          "the broker refused it: " + words(refused.getMqttMessage().getReasonCode().name());
      case IOException ours when ours.getMessage() != null -> ours.getMessage();
      default -> deepest(cause);
    };
  }

  /** {@code NOT_AUTHORIZED} in words. */
  static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The library wraps what really happened; of a handshake only the innermost message helps. */
  private static String deepest(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null ? deepest.getClass().getSimpleName() : message;
  }
}

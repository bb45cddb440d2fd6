package io.tidegate.engine.deliver;

import io.tidegate.engine.supervise.Backoff;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.util.List;

/**
 * Sends again what was not accepted, a piece at a time. What is refused is halved until the records
 * are found that are refused alone.
 */
final class Resend {

  private static final int ATTEMPTS_ALONE = 3;

  private final Course course;
  private final Courier courier;
  private final Backoff throttled;
  private final Backoff refused;

  private int throttles;

  /** A platform that refuses everything must not make us put everything aside in a minute. */
  private int refusedInARow;

  Resend(Course course, Courier courier, DeliverySettings settings) {
    this.course = course;
    this.courier = courier;
    this.throttled = settings.throttled();
    this.refused = settings.refused();
  }

  /** Returns when every item is delivered or refused for good. */
  void deliver(Batch batch, Outcome before) throws IOException, InterruptedException {
    List<Item> items = Batch.sendable(batch.items());
    switch (before) {
      case Outcome.Accepted _ -> deliver(items);
      case Outcome.Throttled _ -> {
        pauseThrottled();
        deliver(items);
      }
      case Outcome.Refused(String reason) -> divide(items, reason);
    }
  }

  private void deliver(List<Item> items) throws IOException, InterruptedException {
    if (items.isEmpty()) {
      return;
    }
    switch (send(items)) {
      case Outcome.Refused(String reason) -> divide(items, reason);
      case Outcome.Accepted _, Outcome.Throttled _ -> {
        // Delivered.
      }
    }
  }

  private void divide(List<Item> items, String reason) throws IOException, InterruptedException {
    if (items.size() == 1) {
      tryAlone(items.getFirst(), reason);
      return;
    }
    int half = items.size() / 2;
    deliver(items.subList(0, half));
    deliver(items.subList(half, items.size()));
  }

  /** It was refused alone once; or it was all of its batch. */
  private void tryAlone(Item item, String firstReason) throws IOException, InterruptedException {
    String reason = firstReason;
    for (int attempt = 2; attempt <= ATTEMPTS_ALONE; attempt++) {
      Thread.sleep(refused.delay(attempt - 1 + refusedInARow));
      switch (send(List.of(item))) {
        case Outcome.Refused(String again) -> reason = again;
        case Outcome.Accepted _, Outcome.Throttled _ -> {
          return;
        }
      }
    }
    refusedInARow++;
    course.refused(item, reason);
  }

  /** Never returns {@code Throttled}: that is waited for. */
  private Outcome send(List<Item> items) throws IOException, InterruptedException {
    while (true) {
      Outcome outcome = courier.await(courier.send(items));
      switch (outcome) {
        case Outcome.Throttled _ -> pauseThrottled();
        case Outcome.Accepted _ -> {
          throttles = 0;
          refusedInARow = 0;
          return outcome;
        }
        case Outcome.Refused _ -> {
          return outcome;
        }
      }
    }
  }

  private void pauseThrottled() throws InterruptedException {
    throttles++;
    Thread.sleep(throttled.delay(throttles));
  }
}

package io.tidegate.connector.mqtt;

import io.tidegate.connector.ConversionException;
import io.tidegate.connector.Rejection;
import io.tidegate.connector.UplinkSink;
import io.tidegate.data.Value;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers devices that ask for attributes, beside the session, which goes on: the platform takes
 * its time. A question without an answer is counted and shown like a reading that is lost.
 */
final class AttributeAnswers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AttributeAnswers.class);

  /** What the platform is asked at once. */
  private static final int AT_ONCE = 64;

  /** All devices of a plant may ask at once after a power cut; a few kilobytes each. */
  private static final int MOST_WAITING = 2000;

  private final UplinkSink sink;
  private final BrokerLink link;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("attributes-", 0).factory());
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final AtomicInteger waiting = new AtomicInteger();

  AttributeAnswers(UplinkSink sink, BrokerLink link) {
    this.sink = sink;
    this.link = link;
  }

  /** Answers a message that asks for attributes; returns at once. */
  void answer(AttributeRequest.ForTopic request, MqttReading reading) {
    String topic = reading.topic();
    try {
      answer(request.question(reading), topic);
    } catch (ConversionException e) {
      sink.rejected(Rejection.of(topic, e));
    } catch (RuntimeException e) {
      // As for a mapping: a kept message that meets a bug must not come again and again.
      log.error("an attribute request on {} meets a bug in the connector", topic, e);
      sink.rejected(new Rejection(topic, "bug", "a bug in the connector: " + e));
    }
  }

  private void answer(AttributeRequest.Question question, String source) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      reject(source, "too many attribute requests", question, "more wait than " + MOST_WAITING);
      return;
    }
    try {
      threads.execute(() -> serve(question, source));
    } catch (RejectedExecutionException e) {
      // The session is closed; the device asks again.
      waiting.decrementAndGet();
    }
  }

  private void serve(AttributeRequest.Question question, String source) {
    try {
      turns.acquire();
      try {
        ask(question, source);
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("an attribute request on {} meets a bug", source, e);
      reject(source, "bug", question, "a bug in the gateway: " + e);
    } finally {
      waiting.decrementAndGet();
    }
  }

  private void ask(AttributeRequest.Question question, String source) throws InterruptedException {
    try {
      Map<String, Value> values =
          sink.platform().attributes(question.device(), question.scope(), question.names());
      List<String> absent =
          question.names().stream().filter(name -> !values.containsKey(name)).toList();
      if (!absent.isEmpty()) {
        reject(source, "no such attribute", question, "the platform has no " + absent);
      }
      Outgoing answer = question.answer(values);
      if (answer != null) {
        link.publish(answer);
      }
    } catch (IOException | UnfitRequestException e) {
      reject(source, "attribute request failed", question, String.valueOf(e.getMessage()));
    }
  }

  private void reject(
      String source, String reason, AttributeRequest.Question question, String detail) {
    sink.rejected(
        new Rejection(
            source,
            reason,
            "device %s asks for %s attributes %s: %s"
                .formatted(
                    question.device().name(),
                    question.scope().name().toLowerCase(Locale.ROOT),
                    question.names(),
                    detail)));
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

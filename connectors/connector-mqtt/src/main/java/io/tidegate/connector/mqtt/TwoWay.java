package io.tidegate.connector.mqtt;

import io.tidegate.connector.Reply;
import io.tidegate.data.Value;
import io.tidegate.support.TopicFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Commands whose devices answer on a topic. */
final class TwoWay {

  private final BrokerLink link;
  private final ResponseTopics topics;
  private final Waiters waiters;
  private final Subscriber subscriber;
  private final LeftBehind leftBehind;

  TwoWay(
      BrokerLink link,
      ResponseTopics topics,
      Waiters waiters,
      Subscriber subscriber,
      LeftBehind leftBehind) {
    this.link = link;
    this.topics = topics;
    this.waiters = waiters;
    this.subscriber = subscriber;
    this.leftBehind = leftBehind;
  }

  /** Sends a command once those before it on the same response topic are done, and waits. */
  Reply ask(Outgoing message, RpcCommand.ExpectedAnswer expected)
      throws IOException, InterruptedException, UnfitRequestException {
    ResponseTopics.Line line = topics.join(expected.topic());
    try {
      line.awaitTurn();
      try {
        subscribe(line, expected);
        return exchange(line, message, expected);
      } finally {
        line.endTurn();
      }
    } finally {
      topics.leave(line, topic -> leftBehind.forget(topic, link.unsubscribe(List.of(topic))));
    }
  }

  /**
   * A mapping that covers the topic brings its messages anyway: a second subscription would bring
   * them twice, and ending it might end the mapping's.
   */
  private void subscribe(ResponseTopics.Line line, RpcCommand.ExpectedAnswer expected)
      throws IOException, InterruptedException, UnfitRequestException {
    TopicFilter filter = TopicFilter.compile(expected.topic());
    if (line.isSubscribed() || subscriber.covers(filter)) {
      return;
    }
    Subscription subscription = new Subscription(filter, expected.qos());
    // Before the broker has answered: whatever happens now, the subscription may be there.
    line.subscribed(true);
    leftBehind.remember(expected.topic());
    Map<Subscription, String> refused = link.subscribe(List.of(subscription));
    if (!refused.isEmpty()) {
      throw new UnfitRequestException(
          "the broker refused to subscribe to "
              + expected.topic()
              + ": "
              + refused.get(subscription));
    }
  }

  private Reply exchange(
      ResponseTopics.Line line, Outgoing message, RpcCommand.ExpectedAnswer expected)
      throws IOException, InterruptedException {
    CompletableFuture<byte[]> answer = line.answer();
    link.publish(message);
    try {
      return new Reply.Answered(
          body(
              waiters.await(
                  answer, "waiting for an answer on " + expected.topic(), expected.timeout())));
    } catch (TimeoutException e) {
      return new Reply.Expired();
    }
  }

  /** Some devices write quotes as Python does; where that makes the difference it is understood. */
  private static Value body(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    if (text.indexOf('\'') >= 0 && !isJson(text)) {
      String replaced = text.replace('\'', '"');
      return new Value.Text(isJson(replaced) ? replaced : text);
    }
    return new Value.Text(text);
  }

  private static boolean isJson(String text) {
    try {
      return !JsonMapper.shared().readTree(text).isMissingNode();
    } catch (JacksonException e) {
      return false;
    }
  }
}

package io.tidegate.app;

import io.tidegate.app.WireTrace.Message;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Something that is decided to be otherwise than in a trace.
 *
 * @param why in words of the page on compatibility.
 * @param recorded which messages of the Python gateway it concerns; none if it is an addition.
 * @param ours what stands in the place of each of them.
 */
record WireDifference(
    String why, Predicate<Message> recorded, UnaryOperator<Stream<Message>> ours) {

  /** Ours does not send it. */
  static WireDifference omitted(String why, String topic, String begin) {
    return new WireDifference(why, begins(topic, begin), _ -> Stream.empty());
  }

  /** Ours sends something else in its place. */
  static WireDifference otherwise(
      String why, String topic, String begin, UnaryOperator<String> payload) {
    return new WireDifference(
        why,
        begins(topic, begin),
        messages -> messages.map(each -> new Message(each.topic(), payload.apply(each.payload()))));
  }

  /** Ours sends this beside, after the others of the topic. */
  static WireDifference added(String why, String topic, String... payloads) {
    return new WireDifference(
        why, _ -> false, _ -> Stream.of(payloads).map(each -> new Message(topic, each)));
  }

  boolean concerns(Message message) {
    return recorded.test(message);
  }

  Stream<Message> additions() {
    return ours.apply(Stream.empty());
  }

  private static Predicate<Message> begins(String topic, String begin) {
    return message -> message.topic().equals(topic) && message.payload().startsWith(begin);
  }

  /** What ours is to send in all: each difference sees what those before it have made. */
  static List<Message> applied(List<WireDifference> differences, List<Message> trace) {
    List<Message> messages = trace;
    for (WireDifference each : differences) {
      messages =
          messages.stream()
              .flatMap(message ->
                  each.concerns(message) ? each.ours.apply(Stream.of(message)) : Stream.of(message))
              .toList();
    }
    return Stream.concat(messages.stream(), differences.stream().flatMap(WireDifference::additions))
        .toList();
  }
}

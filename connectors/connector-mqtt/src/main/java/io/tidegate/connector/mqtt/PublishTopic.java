package io.tidegate.connector.mqtt;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a topic to publish to may be (MQTT 5, 4.7). */
final class PublishTopic {

  private static final int MOST_BYTES = 65_535;

  /** Enough of a topic to recognise it by. */
  private static final int SHOWN = 80;

  private PublishTopic() {}

  /**
   * The topic itself.
   *
   * @throws UnfitRequestException if names or parameters have made it one that can't be published
   *     to, or that would reach others than those that are meant.
   */
  static String checked(String topic) throws UnfitRequestException {
    String problem = problem(topic);
    if (problem != null) {
      throw new UnfitRequestException("topic " + shown(topic) + " " + problem);
    }
    return topic;
  }

  /** What is wrong with a topic, as a phrase; null if nothing is. */
  static @Nullable String problem(String topic) {
    if (topic.isEmpty()) {
      return "must not be empty";
    }
    if (topic.indexOf('+') >= 0 || topic.indexOf('#') >= 0) {
      return "must not hold + or #";
    }
    if (topic.indexOf('\0') >= 0) {
      return "must not hold the character U+0000";
    }
    try {
      int bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(topic)).remaining();
      return bytes > MOST_BYTES ? "must not be longer than " + MOST_BYTES + " bytes" : null;
    } catch (CharacterCodingException e) {
      return "must be text that UTF-8 can write";
    }
  }

  private static String shown(String topic) {
    String plain = topic.replace('\0', '\uFFFD');
    return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
  }
}

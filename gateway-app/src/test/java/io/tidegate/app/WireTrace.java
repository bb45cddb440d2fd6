package io.tidegate.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the Python gateway and the platform sent each other, as it was recorded: {@code <seconds> >>
 * PUB <topic> qos <n> … <payload>} from the gateway, {@code <seconds> << <topic> <payload>} to it.
 */
record WireTrace(List<String> subscriptions, List<Message> sent, List<Message> received) {

  private static final Pattern SENT =
      Pattern.compile(" *[0-9.]+ >> PUB (\\S+) qos \\d retain 0 dup 0 \\d+ (.*)");
  private static final Pattern RECEIVED = Pattern.compile(" *[0-9.]+ << (\\S+) (.*)");
  private static final Pattern SUBSCRIBED =
      Pattern.compile(" *[0-9.]+ >> SUBSCRIBE \\[\\('(v1/[^']+)', (\\d)\\)]");

  /** A message on the wire; of a long one the recording has only the beginning. */
  record Message(String topic, String payload) {}

  static WireTrace read(String name) {
    List<String> lines = lines("/traces/" + name + ".txt");
    return new WireTrace(
        matches(SUBSCRIBED, lines).map(match -> match.group(1) + " " + match.group(2)).toList(),
        messages(SENT, lines),
        messages(RECEIVED, lines));
  }

  private static List<Message> messages(Pattern kind, List<String> lines) {
    return matches(kind, lines).map(match -> new Message(match.group(1), match.group(2))).toList();
  }

  private static Stream<Matcher> matches(Pattern kind, List<String> lines) {
    return lines.stream().map(kind::matcher).filter(Matcher::matches);
  }

  private static List<String> lines(String resource) {
    try (InputStream in = WireTrace.class.getResourceAsStream(resource)) {
      byte[] bytes = Objects.requireNonNull(in, resource).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

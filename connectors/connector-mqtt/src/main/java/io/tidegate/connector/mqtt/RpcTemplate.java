package io.tidegate.connector.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an RPC becomes a message: of the configuration, compiled once, or of the parameters of a
 * reserved command.
 */
final class RpcTemplate {

  /** Where a response is asked for and nobody says how long to wait. */
  static final int DEFAULT_TIMEOUT = 5000;

  private final Placeholders topic;
  private final Placeholders body;
  private final int qos;
  private final boolean retain;
  private final @Nullable Answer answer;

  private record Answer(Placeholders topic, int qos, Duration timeout) {}

  RpcTemplate(RequestsConfig.Rpc config) {
    topic = compile(config.requestTopicExpression());
    body = compile(config.valueExpression());
    qos = config.qos();
    retain = config.retain();
    String response = config.responseTopicExpression();
    int timeout = config.answerTimeout();
    answer =
        response == null || timeout == 0
            ? null
            : new Answer(compile(response), config.responseTopicQoS(), Duration.ofMillis(timeout));
  }

  private static Placeholders compile(String text) {
    return Placeholders.compile(text, RpcVariables::knows);
  }

  /** How long the device may take to answer; null where it need not. */
  @Nullable Duration timeout() {
    return answer == null ? null : answer.timeout;
  }

  /** The command for a request. */
  RpcCommand command(RpcVariables variables) throws UnfitRequestException {
    String to = PublishTopic.checked(topic.fill(variables::inTopic));
    Outgoing message =
        new Outgoing(
            to, body.fill(variables::inBody).getBytes(StandardCharsets.UTF_8), qos, retain);
    if (answer == null) {
      return new RpcCommand(message, null);
    }
    String from = PublishTopic.checked(answer.topic.fill(variables::inTopic));
    if (from.equals(to)) {
      throw new UnfitRequestException(
          "topic " + to + " can't be both the request's and the response's");
    }
    return new RpcCommand(message, new RpcCommand.ExpectedAnswer(from, answer.qos, answer.timeout));
  }
}

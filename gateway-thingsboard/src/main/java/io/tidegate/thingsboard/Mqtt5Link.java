package io.tidegate.thingsboard;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttDecodeException;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.RefusedException;
import io.tidegate.thingsboard.LinkOptions.Login;
import io.tidegate.thingsboard.VersionRefusedException.Evidence;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that speaks MQTT 5. */
final class Mqtt5Link implements MqttLink {

  private static final Logger log = LoggerFactory.getLogger(Mqtt5Link.class);

  private final LinkOptions options;
  private final ClientThread thread;
  private final Mqtt5AsyncClient client;

  Mqtt5Link(LinkOptions options, Events events) {
    this.options = options;
    this.thread = new ClientThread("thingsboard-mqtt");
    this.client =
        HiveMq.builder(options, thread)
            .addDisconnectedListener(
                context -> events.ended(Causes.ofEnd(context.getCause(), options.server())))
            .useMqttVersion5()
            .buildAsync();
    client.publishes(
        MqttGlobalPublishFilter.ALL,
        publish -> events.received(publish.getTopic().toString(), publish.getPayloadAsBytes()));
  }

  @Override
  public Terms open() throws IOException, InterruptedException {
    try {
      Mqtt5ConnAck answer = HiveMq.await(client.connect(connect()), options);
      return new Terms(
          answer.getRestrictions().getReceiveMaximum(),
          answer.getRestrictions().getMaximumPacketSize());
    } catch (ExecutionException e) {
      throw refusal(HiveMq.causeOf(e));
    }
  }

  private Mqtt5Connect connect() {
    var connect =
        Mqtt5Connect.builder()
            .cleanStart(true)
            .keepAlive((int) options.keepAlive().toSeconds())
            .restrictions()
            .maximumPacketSize(HiveMq.MAXIMUM_PACKET_SIZE)
            .applyRestrictions();
    Mqtt5SimpleAuth auth = auth(options.login());
    return auth == null ? connect.build() : connect.simpleAuth(auth).build();
  }

  private static @Nullable Mqtt5SimpleAuth auth(Login login) {
    if (login.password() == null) {
      return login.username() == null
          ? null
          : Mqtt5SimpleAuth.builder().username(login.username()).build();
    }
    var auth =
        Mqtt5SimpleAuth.builder().password(login.password().getBytes(StandardCharsets.UTF_8));
    return login.username() == null ? auth.build() : auth.username(login.username()).build();
  }

  private IOException refusal(Throwable cause) {
    if (cause instanceof Mqtt5ConnAckException refused) {
      return refusal(refused.getMqttMessage().getReasonCode(), cause);
    }
    if (cause instanceof Mqtt5DisconnectException
        && cause.getCause() instanceof MqttDecodeException) {
      // A server of MQTT 3.1.1 answers in its own format, without the properties of MQTT 5.
      return new VersionRefusedException(
          Evidence.CLEAR, options.server() + " does not answer in MQTT 5", cause);
    }
    if (Causes.isClosedByServer(cause)) {
      return new VersionRefusedException(
          Evidence.CLOSED, options.server() + " closed the connection on the CONNECT", cause);
    }
    return Causes.ofConnecting(cause, options.server());
  }

  private IOException refusal(Mqtt5ConnAckReasonCode code, Throwable cause) {
    String message =
        options.server() + " refused the connection: " + Causes.code(code.name(), code.getCode());
    return switch (code) {
      case UNSUPPORTED_PROTOCOL_VERSION ->
          new VersionRefusedException(Evidence.CLEAR, message, cause);
      case BAD_USER_NAME_OR_PASSWORD,
          NOT_AUTHORIZED,
          CLIENT_IDENTIFIER_NOT_VALID,
          BANNED,
          BAD_AUTHENTICATION_METHOD ->
          throw new ConfigurationException(message + "; check the credentials");
      default -> new RefusedException(message, cause);
    };
  }

  @Override
  public void subscribe(String filter, int qos) {
    var _ =
        client
            .subscribeWith()
            .topicFilter(filter)
            .qos(HiveMq.qos(qos))
            .send()
            .whenComplete((answer, failure) -> {
              if (failure instanceof Mqtt5SubAckException refused) {
                log.warn(
                    "{} refuses the subscription to {}: {}",
                    options.server(),
                    filter,
                    refused.getMqttMessage().getReasonCodes());
              }
            });
  }

  @Override
  public void publish(String topic, int qos, byte[] payload, AckListener listener) {
    var _ =
        client
            .publish(publish(topic, HiveMq.qos(qos), payload))
            .whenComplete((result, failure) -> {
              if (failure == null) {
                listener.answered(new Outcome.Accepted());
              } else {
                answer(failure, listener);
              }
            });
  }

  private void answer(Throwable failure, AckListener listener) {
    switch (failure) {
      case Mqtt5PubAckException refused ->
          listener.answered(outcome(refused.getMqttMessage().getReasonCode()));
      case MqttEncodeException tooLarge ->
          listener.answered(new Outcome.Refused(String.valueOf(tooLarge.getMessage())));
      default -> listener.lost(Causes.ofEnd(failure, options.server()));
    }
  }

  private static Outcome outcome(Mqtt5PubAckReasonCode code) {
    String text = Causes.code(code.name(), code.getCode());
    return switch (code) {
      case SUCCESS, NO_MATCHING_SUBSCRIBERS -> new Outcome.Accepted();
      case QUOTA_EXCEEDED -> new Outcome.Throttled(text);
      default -> new Outcome.Refused(text);
    };
  }

  private static Mqtt5Publish publish(String topic, MqttQos qos, byte[] payload) {
    return Mqtt5Publish.builder().topic(topic).qos(qos).payload(payload).build();
  }

  @Override
  public void close() {
    HiveMq.close(client.disconnect(), thread);
  }
}

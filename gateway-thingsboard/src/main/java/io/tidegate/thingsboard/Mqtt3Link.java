package io.tidegate.thingsboard;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.RefusedException;
import io.tidegate.thingsboard.LinkOptions.Login;
import io.tidegate.uplink.Delivery.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that speaks MQTT 3.1.1, whose PUBACK always means success. */
final class Mqtt3Link implements MqttLink {

  private static final Logger log = LoggerFactory.getLogger(Mqtt3Link.class);

  private final LinkOptions options;
  private final ClientThread thread;
  private final Mqtt3AsyncClient client;

  Mqtt3Link(LinkOptions options, Events events) {
    this.options = options;
    this.thread = new ClientThread("thingsboard-mqtt");
    this.client =
        HiveMq.builder(options, thread)
            .addDisconnectedListener(
                context -> events.ended(Causes.ofEnd(context.getCause(), options.server())))
            .useMqttVersion3()
            .buildAsync();
    client.publishes(
        MqttGlobalPublishFilter.ALL,
        publish -> events.received(publish.getTopic().toString(), publish.getPayloadAsBytes()));
  }

  @Override
  public Terms open() throws IOException, InterruptedException {
    try {
      var _ = HiveMq.await(client.connect(bounded()), options);
      return Terms.NONE;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Mqtt3ConnAckException refused) {
        throw refusal(refused.getMqttMessage().getReturnCode(), refused);
      }
      throw Causes.ofConnecting(HiveMq.causeOf(e), options.server());
    }
  }

  private Mqtt3Connect bounded() {
    return Mqtt3Limits.withMaximumPacketSize(connect(), HiveMq.MAXIMUM_PACKET_SIZE);
  }

  private Mqtt3Connect connect() {
    Login login = options.login();
    var connect =
        Mqtt3Connect.builder().cleanSession(true).keepAlive((int) options.keepAlive().toSeconds());
    if (login.username() == null) {
      // MQTT 3.1.1 knows no password without a user name (3.1.2.9).
      return connect.build();
    }
    var auth = connect.simpleAuth().username(login.username());
    return login.password() == null
        ? auth.applySimpleAuth().build()
        : auth.password(login.password().getBytes(StandardCharsets.UTF_8))
            .applySimpleAuth()
            .build();
  }

  private IOException refusal(Mqtt3ConnAckReturnCode code, Throwable cause) {
    String message =
        options.server() + " refused the connection: " + Causes.code(code.name(), code.getCode());
    return switch (code) {
      case BAD_USER_NAME_OR_PASSWORD, NOT_AUTHORIZED, IDENTIFIER_REJECTED ->
          throw new ConfigurationException(message + "; check the credentials");
      case SUCCESS, SERVER_UNAVAILABLE, UNSUPPORTED_PROTOCOL_VERSION ->
          new RefusedException(message, cause);
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
              if (failure instanceof Mqtt3SubAckException refused) {
                log.warn(
                    "{} refuses the subscription to {}: {}",
                    options.server(),
                    filter,
                    refused.getMqttMessage().getReturnCodes());
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
              } else if (failure instanceof MqttEncodeException tooLarge) {
                listener.answered(new Outcome.Refused(String.valueOf(tooLarge.getMessage())));
              } else {
                listener.lost(Causes.ofEnd(failure, options.server()));
              }
            });
  }

  /** Publishes with QoS 0; never blocks. */
  void publishUnacknowledged(String topic, byte[] payload) {
    var _ = client.publish(publish(topic, MqttQos.AT_MOST_ONCE, payload));
  }

  private static Mqtt3Publish publish(String topic, MqttQos qos, byte[] payload) {
    return Mqtt3Publish.builder().topic(topic).qos(qos).payload(payload).build();
  }

  @Override
  public void close() {
    HiveMq.close(client.disconnect(), thread);
  }
}

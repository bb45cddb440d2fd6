package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.MqttConnection;
import io.tidegate.testkit.mqtt.MqttPeer;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.LoggedMessage.Direction;

/** A client that has come as {@code provision}, to ask for credentials and for nothing else. */
final class ProvisioningSession implements MqttPeer {

  private final Platform platform;
  private final MqttConnection connection;

  ProvisioningSession(Platform platform, MqttConnection connection) {
    this.platform = platform;
    this.connection = connection;
  }

  @Override
  public int subscribe(String filter, int qos) {
    return filter.equals(Topics.PROVISION_RESPONSE) ? qos : ReasonCode.TOPIC_FILTER_INVALID;
  }

  @Override
  public void unsubscribe(String filter) {}

  @Override
  public void published(IncomingMessage message) {
    platform.log.add(Direction.IN, message.topic(), message.payload());
    if (!message.topic().equals(Topics.PROVISION_REQUEST)) {
      connection.disconnect(ReasonCode.TOPIC_NAME_INVALID);
      return;
    }
    try {
      byte[] answer = platform.provisioning.answer(message.payload());
      message.acknowledge(ReasonCode.SUCCESS);
      platform.log.add(Direction.OUT, Topics.PROVISION_RESPONSE, answer);
      connection.publish(Topics.PROVISION_RESPONSE, answer, 1);
    } catch (PayloadException e) {
      connection.disconnect(ReasonCode.PAYLOAD_FORMAT_INVALID);
    }
  }

  @Override
  public void closed() {}
}

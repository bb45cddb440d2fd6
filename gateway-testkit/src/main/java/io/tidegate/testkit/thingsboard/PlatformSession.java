package io.tidegate.testkit.thingsboard;

import io.tidegate.testkit.mqtt.IncomingMessage;
import io.tidegate.testkit.mqtt.MqttConnection;
import io.tidegate.testkit.mqtt.MqttPeer;
import io.tidegate.testkit.mqtt.ReasonCode;
import io.tidegate.testkit.thingsboard.Counters.Count;
import io.tidegate.testkit.thingsboard.LoggedMessage.Direction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connected device or gateway: what it sends is answered as the stand-in was told. */
final class PlatformSession implements MqttPeer {

  private static final int GATEWAY_DISCONNECT_QOS = 1;

  private final Platform platform;
  private final MqttConnection connection;
  private final Account account;
  private final Subscriptions subscriptions = new Subscriptions();
  private final DeviceApi api;

  PlatformSession(Platform platform, MqttConnection connection, Account account) {
    this.platform = platform;
    this.connection = connection;
    this.account = account;
    this.api = new DeviceApi(platform, this);
  }

  Account account() {
    return account;
  }

  List<String> subscriptions() {
    return subscriptions.all();
  }

  @Override
  public int subscribe(String filter, int qos) {
    return subscriptions.add(filter, qos);
  }

  @Override
  public void unsubscribe(String filter) {
    subscriptions.remove(filter);
  }

  @Override
  public void published(IncomingMessage message) {
    platform.counters.add(Count.MESSAGES, 1);
    platform.counters.add(Count.BYTES, message.payload().length);
    platform.log.add(Direction.IN, message.topic(), message.payload());
    if (sizeOf(message) > platform.behaviour.limits().maxPayloadSize()) {
      platform.counters.add(Count.INVALID_MESSAGES, 1);
      connection.disconnect(ReasonCode.PACKET_TOO_LARGE);
    } else {
      answer(message, platform.behaviour.to(message));
    }
  }

  private void answer(IncomingMessage message, Answer answer) {
    switch (answer) {
      case Answer.Accept() -> reply(message, api.process(message));
      case Answer.Withhold() -> api.process(message);
      case Answer.Late(var delay) -> {
        int code = api.process(message);
        connection.later(delay, () -> reply(message, code));
      }
      case Answer.Ignore() -> platform.counters.add(Count.REFUSED_ON_DEMAND, 1);
      case Answer.Refuse(int code) -> {
        platform.counters.add(Count.REFUSED_ON_DEMAND, 1);
        acknowledge(message, code);
      }
      case Answer.RefuseAndClose(int code) -> {
        platform.counters.add(Count.REFUSED_ON_DEMAND, 1);
        refuseAndClose(message, code);
      }
      case Answer.Close() -> {
        platform.counters.add(Count.REFUSED_ON_DEMAND, 1);
        connection.close();
      }
    }
  }

  private void reply(IncomingMessage message, int code) {
    if (code == ReasonCode.QUOTA_EXCEEDED) {
      answerOverQuota(message);
    } else {
      acknowledge(message, code);
    }
  }

  private void answerOverQuota(IncomingMessage message) {
    switch (platform.behaviour.overQuota()) {
      case Answer.RefuseAndClose(int code) -> refuseAndClose(message, code);
      case Answer.Refuse(int code) -> acknowledge(message, code);
      case Answer.Late(var delay) ->
          connection.later(delay, () -> acknowledge(message, ReasonCode.QUOTA_EXCEEDED));
      case Answer.Close() -> connection.close();
      case Answer.Accept(), Answer.Withhold(), Answer.Ignore() -> {}
    }
  }

  // Where the reason can't be told the platform closes instead, except after an unknown topic.
  private void acknowledge(IncomingMessage message, int code) {
    if (canBeTold(message) || code == ReasonCode.SUCCESS || code == ReasonCode.TOPIC_NAME_INVALID) {
      message.acknowledge(code);
    } else {
      connection.disconnect(code);
    }
  }

  private void refuseAndClose(IncomingMessage message, int code) {
    if (canBeTold(message)) {
      message.acknowledge(code);
    }
    connection.disconnect(code);
  }

  private boolean canBeTold(IncomingMessage message) {
    return connection.version() == 5 && message.qos() > 0;
  }

  /** In bytes after the fixed header, which is what the platform limits. */
  private int sizeOf(IncomingMessage message) {
    int topic = 2 + message.topic().getBytes(StandardCharsets.UTF_8).length;
    int packetId = message.qos() > 0 ? 2 : 0;
    int properties = connection.version() == 5 ? 1 : 0;
    return topic + packetId + properties + message.payload().length;
  }

  /** Tells the client if it wants to be told. */
  void push(String topic, byte[] payload) {
    int qos = subscriptions.qosOf(topic);
    if (qos >= 0) {
      publish(topic, payload, qos);
    }
  }

  /** Tells the client that the platform has ended a device's session; needs no subscription. */
  void pushDisconnect(byte[] payload) {
    publish(Topics.GATEWAY_DISCONNECT, payload, GATEWAY_DISCONNECT_QOS);
  }

  private void publish(String topic, byte[] payload, int qos) {
    platform.log.add(Direction.OUT, topic, payload);
    connection.publish(topic, payload, qos);
  }

  @Override
  public void closed() {
    platform.sessions.remove(this);
    platform.received.sessionClosed(this);
  }
}

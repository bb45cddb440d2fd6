package io.tidegate.testkit.mqtt;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns one client's packets into calls of the service, and answers what needs no service. */
final class PacketHandler extends SimpleChannelInboundHandler<MqttMessage> {

  private static final Logger LOG = LoggerFactory.getLogger(PacketHandler.class);

  private final MqttConnection connection;
  private final Handshake handshake;
  private final BitSet received = new BitSet();
  private @Nullable MqttPeer peer;

  PacketHandler(MqttConnection connection, Handshake handshake) {
    this.connection = connection;
    this.handshake = handshake;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
    if (packet.decoderResult().isFailure()) {
      refuseBroken(packet.decoderResult().cause());
    } else if (peer != null) {
      serve(peer, packet);
    } else if (packet instanceof MqttConnectMessage connect) {
      peer = handshake.answer(context, connection, connect);
    } else {
      connection.close();
    }
  }

  private void serve(MqttPeer client, MqttMessage packet) {
    switch (packet.fixedHeader().messageType()) {
      case PUBLISH -> published(client, (MqttPublishMessage) packet);
      case PUBACK -> connection.answered(packetId(packet));
      case PUBREL -> released(packetId(packet));
      case SUBSCRIBE -> subscribe(client, (MqttSubscribeMessage) packet);
      case UNSUBSCRIBE -> unsubscribe(client, (MqttUnsubscribeMessage) packet);
      case PINGREQ -> connection.send(MqttMessage.PINGRESP);
      case DISCONNECT -> connection.close();
      case CONNECT, CONNACK, PUBREC, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH ->
          connection.disconnect(ReasonCode.PROTOCOL_ERROR);
    }
  }

  private void published(MqttPeer client, MqttPublishMessage packet) {
    int qos = packet.fixedHeader().qosLevel().value();
    int packetId = packet.variableHeader().packetId();
    // A repeated QoS 2 message is the service's only once (MQTT 5, section 4.3.3).
    if (qos == 2 && received.get(packetId)) {
      connection.acknowledge(qos, packetId, ReasonCode.SUCCESS);
      return;
    }
    if (qos == 2) {
      received.set(packetId);
    }
    byte[] payload = ByteBufUtil.getBytes(packet.payload());
    String topic = packet.variableHeader().topicName();
    client.published(new IncomingMessage(connection, topic, payload, qos, packetId));
  }

  private void released(int packetId) {
    received.clear(packetId);
    connection.send(Packets.pubReply(MqttMessageType.PUBCOMP, packetId, ReasonCode.SUCCESS));
  }

  private void subscribe(MqttPeer client, MqttSubscribeMessage packet) {
    List<Integer> codes =
        packet.payload().topicSubscriptions().stream()
            .map(s -> client.subscribe(s.topicFilter(), Math.min(1, s.qualityOfService().value())))
            .map(this::subscribeCode)
            .toList();
    connection.send(Packets.subAck(packet.variableHeader().messageId(), codes));
  }

  private int subscribeCode(int code) {
    return connection.version() == Packets.VERSION_5
        ? code
        : Math.min(code, ReasonCode.UNSPECIFIED_ERROR);
  }

  private void unsubscribe(MqttPeer client, MqttUnsubscribeMessage packet) {
    List<String> filters = packet.payload().topics();
    filters.forEach(client::unsubscribe);
    connection.send(Packets.unsubAck(packet.variableHeader().messageId(), filters.size()));
  }

  private static int packetId(MqttMessage packet) {
    return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
  }

  private void refuseBroken(Throwable cause) {
    LOG.debug("Broken packet", cause);
    if (peer == null) {
      connection.close();
    } else {
      connection.disconnect(
          cause instanceof TooLongFrameException
              ? ReasonCode.PACKET_TOO_LARGE
              : ReasonCode.MALFORMED_PACKET);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent) {
      connection.disconnect(ReasonCode.KEEP_ALIVE_TIMEOUT);
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (peer != null) {
      peer.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("Connection lost", cause);
    } else {
      LOG.warn("Connection closed", cause);
    }
    connection.close();
  }
}

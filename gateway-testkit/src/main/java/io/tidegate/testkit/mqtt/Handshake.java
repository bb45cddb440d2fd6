package io.tidegate.testkit.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.tidegate.testkit.mqtt.MqttService.ConnectReply;
import io.tidegate.testkit.mqtt.MqttService.SessionPresence;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Answers CONNECT packets. */
final class Handshake {

  private final MqttService service;
  private final MqttServer.Settings settings;

  Handshake(MqttService service, MqttServer.Settings settings) {
    this.service = service;
    this.settings = settings;
  }

  /** The service's side of the client, or null if it was not let in. */
  @Nullable MqttPeer answer(
      ChannelHandlerContext context, MqttConnection connection, MqttConnectMessage packet) {
    int version = packet.variableHeader().version();
    if (version > settings.newestVersion()) {
      connection.sendAndClose(Packets.versionRefused());
      return null;
    }
    connection.accepted(version, receiveMaximum(packet.variableHeader().properties()));
    ConnectRequest request = request(context, packet);
    return switch (service.connect(connection, request)) {
      case ConnectReply.Accept accept -> accept(context, connection, request, accept);
      case ConnectReply.Refuse(int code) -> refuse(connection, code);
      case ConnectReply.Close() -> {
        connection.close();
        yield null;
      }
      case ConnectReply.Ignore() -> {
        connection.freeze();
        yield null;
      }
    };
  }

  private static MqttPeer accept(
      ChannelHandlerContext context,
      MqttConnection connection,
      ConnectRequest request,
      ConnectReply.Accept accept) {
    connection.send(
        Packets.connAck(
            ReasonCode.SUCCESS, accept.session() == SessionPresence.KEPT, accept.properties()));
    if (request.keepAliveSeconds() > 0) {
      // One and a half times the keep-alive (MQTT 5, section 3.1.2.10).
      long silence = request.keepAliveSeconds() * 1500L;
      context.pipeline().addFirst(new IdleStateHandler(silence, 0, 0, TimeUnit.MILLISECONDS));
    }
    return accept.peer();
  }

  private static @Nullable MqttPeer refuse(MqttConnection connection, int code) {
    int known =
        connection.version() == Packets.VERSION_5 ? code : ReasonCode.connackOfVersion3(code);
    connection.sendAndClose(Packets.connAck(known, false, MqttProperties.NO_PROPERTIES));
    return null;
  }

  private static ConnectRequest request(ChannelHandlerContext context, MqttConnectMessage packet) {
    byte[] password = packet.payload().passwordInBytes();
    return new ConnectRequest(
        packet.variableHeader().version(),
        packet.payload().clientIdentifier(),
        packet.payload().userName(),
        password == null ? null : new String(password, StandardCharsets.UTF_8),
        packet.variableHeader().keepAliveTimeSeconds(),
        packet.variableHeader().isCleanSession() ? SessionPresence.NEW : SessionPresence.KEPT,
        certificate(context));
  }

  private static @Nullable X509Certificate certificate(ChannelHandlerContext context) {
    SslHandler tls = context.pipeline().get(SslHandler.class);
    if (tls == null) {
      return null;
    }
    try {
      return (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static @Nullable Integer receiveMaximum(MqttProperties properties) {
    return properties.getProperty(MqttPropertyType.RECEIVE_MAXIMUM.value())
            instanceof IntegerProperty property
        ? property.value()
        : null;
  }
}

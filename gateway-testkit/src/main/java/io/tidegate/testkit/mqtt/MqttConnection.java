package io.tidegate.testkit.mqtt;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection. Safe for use by several threads. */
public final class MqttConnection {

  // What a client of 3.1.1, which can't tell, is trusted with.
  private static final int DEFAULT_WINDOW = 1000;

  private final Channel channel;
  private volatile int version = Packets.VERSION_5;
  private @Nullable OutgoingWindow window;

  MqttConnection(Channel channel) {
    this.channel = channel;
  }

  void accepted(int protocolVersion, @Nullable Integer receiveMaximum) {
    version = protocolVersion;
    int limit = receiveMaximum == null ? DEFAULT_WINDOW : receiveMaximum;
    window = new OutgoingWindow(limit, this::writeWithAcknowledgement);
  }

  void answered(int packetId) {
    if (window != null) {
      window.acknowledged(packetId);
    }
  }

  /** 4 for MQTT 3.1.1, 5 for MQTT 5. */
  public int version() {
    return version;
  }

  public boolean isOpen() {
    return channel.isActive();
  }

  /**
   * Sends a message with QoS 0 or 1; a message with QoS 0 is dropped if the client reads slowly.
   */
  public void publish(String topic, byte[] payload, int qos) {
    if (channel.eventLoop().inEventLoop()) {
      publishOnLoop(topic, payload, qos);
    } else {
      channel.eventLoop().execute(() -> publishOnLoop(topic, payload, qos));
    }
  }

  private void publishOnLoop(String topic, byte[] payload, int qos) {
    if (qos == 0) {
      if (channel.isWritable()) {
        send(Packets.publish(topic, payload, MqttQoS.AT_MOST_ONCE, 0));
      }
    } else if (window != null) {
      window.send(topic, payload);
    }
  }

  private void writeWithAcknowledgement(String topic, byte[] payload, int packetId) {
    send(Packets.publish(topic, payload, MqttQoS.AT_LEAST_ONCE, packetId));
  }

  void acknowledge(int qos, int packetId, int reasonCode) {
    switch (qos) {
      case 1 -> send(Packets.pubReply(MqttMessageType.PUBACK, packetId, reasonCode));
      case 2 -> send(Packets.pubReply(MqttMessageType.PUBREC, packetId, reasonCode));
      default -> {}
    }
  }

  void send(Object packet) {
    var _ = channel.writeAndFlush(packet, channel.voidPromise());
  }

  void sendAndClose(Object packet) {
    var _ = channel.writeAndFlush(packet).addListener(ChannelFutureListener.CLOSE);
  }

  /** Tells the client why, if its version knows how, and closes the connection. */
  public void disconnect(int reasonCode) {
    if (version == Packets.VERSION_5) {
      sendAndClose(Packets.disconnect(reasonCode));
    } else {
      close();
    }
  }

  /** Closes the connection without a word. */
  public void close() {
    var _ = channel.close();
  }

  /** Neither reads nor closes from now on, as if the other side had been unplugged. */
  public void freeze() {
    channel.config().setAutoRead(false);
  }

  /** Reads again. */
  public void thaw() {
    channel.config().setAutoRead(true);
  }

  /** Does something later on the connection's event loop. */
  public void later(Duration delay, Runnable action) {
    var _ = channel.eventLoop().schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }
}

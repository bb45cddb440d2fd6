package io.tidegate.connector.mqtt;

import com.hivemq.client.internal.mqtt.message.publish.MqttStatefulPublish;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Sees what the library's decoder has made of a PUBLISH before the library hands its message over,
 * on the same thread: its packet identifier and whether the broker sends it again are not told in a
 * public way. For one connection and its event loop.
 */
final class PacketWatch extends ChannelInboundHandlerAdapter {

  private @Nullable MqttStatefulPublish current;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    current = message instanceof MqttStatefulPublish publish ? publish : null;
    context.fireChannelRead(message);
    current = null;
  }

  /** What is known of the packet that carries the message with this topic; of another nothing. */
  Packet packetOf(MqttTopic topic) {
    MqttStatefulPublish publish = current;
    if (publish == null || !publish.stateless().getTopic().equals(topic)) {
      return Packet.UNKNOWN;
    }
    return new Packet(publish.getPacketIdentifier(), publish.isDup());
  }
}

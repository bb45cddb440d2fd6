package io.tidegate.connector.mqtt;

import com.hivemq.client.internal.mqtt.codec.decoder.MqttDecoder;
import io.netty.channel.Channel;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.concurrent.TimeUnit;

/**
 * The event loop of one connection: it is what waits while the inbox is full, and no other
 * connection may wait with it.
 */
final class NetworkThread extends NioEventLoopGroup {

  /** For acknowledgements of what was just stored while the connection ended. */
  private static final long QUIET_SECONDS = 1;

  private static final long PATIENCE_SECONDS = 5;

  NetworkThread(String name) {
    super(1, Thread.ofPlatform().daemon().name(name).factory());
  }

  /**
   * Called on the event loop by the library, when it has seen that the broker accepts the
   * connection and has not looked at what follows.
   */
  void connected(PacketWatch packets) {
    SingleThreadEventLoop loop = (SingleThreadEventLoop) next();
    loop.registeredChannelsIterator()
        .forEachRemaining(channel -> {
          keepLittle(channel);
          channel.pipeline().addAfter(MqttDecoder.NAME, "packets", packets);
        });
  }

  /**
   * Lets the decoders forget after each read what they have decoded. They would do so after
   * sixteen, and with a broker that has much to say keep a buffer of 4 MB.
   */
  private static void keepLittle(Channel channel) {
    channel
        .pipeline()
        .forEach(named -> {
          if (named.getValue() instanceof ByteToMessageDecoder decoder) {
            decoder.setDiscardAfterReads(1);
          }
        });
  }

  /** Ends in the background, once there is nothing to do any more. */
  void stop() {
    var _ = shutdownGracefully(QUIET_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}

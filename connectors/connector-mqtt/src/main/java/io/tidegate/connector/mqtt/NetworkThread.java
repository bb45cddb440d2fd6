package io.tidegate.connector.mqtt;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.nio.NioEventLoopGroup;
import java.util.concurrent.TimeUnit;

/**
 * The event loop of one connection: it is what waits while the inbox is full, and no other
 * connection may wait with it. It reads in small pieces: the client library's decoder gathers all
 * that one look at the socket brings, sixteen pieces, and under load keeps a buffer of several
 * times that outside of the heap.
 */
final class NetworkThread extends NioEventLoopGroup {

  private static final int SMALLEST_PIECE = 512;
  private static final int FIRST_PIECE = 2 << 10;
  private static final int LARGEST_PIECE = 8 << 10;

  /** For acknowledgements of what was just stored while the connection ended. */
  private static final long QUIET_SECONDS = 1;

  private static final long PATIENCE_SECONDS = 5;

  NetworkThread(String name) {
    super(1, Thread.ofPlatform().daemon().name(name).factory());
  }

  @Override
  public ChannelFuture register(Channel channel) {
    channel
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(SMALLEST_PIECE, FIRST_PIECE, LARGEST_PIECE));
    return super.register(channel);
  }

  /** Ends in the background, once there is nothing to do any more. */
  void stop() {
    var _ = shutdownGracefully(QUIET_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}

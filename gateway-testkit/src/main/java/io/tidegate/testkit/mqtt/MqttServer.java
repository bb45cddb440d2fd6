package io.tidegate.testkit.mqtt;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tidegate.testkit.faults.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An MQTT server on the loopback address that can go down and come back on the same port. */
public final class MqttServer implements Closeable {

  /**
   * How the server is set up.
   *
   * @param port 0 for a free one.
   * @param maxPacketSize in bytes after the fixed header; a larger packet ends the connection.
   * @param newestVersion 5, or 4 for a server that knows nothing newer than MQTT 3.1.1.
   * @param tls null for plain TCP.
   */
  public record Settings(int port, int maxPacketSize, int newestVersion, @Nullable SslContext tls) {

    /** Plain TCP on a free port, MQTT 5, packets of up to 256 MiB. */
    public static final Settings DEFAULT = new Settings(0, 256 * 1024 * 1024 - 1, 5, null);

    /** The same on a port. */
    public Settings onPort(int other) {
      return new Settings(other, maxPacketSize, newestVersion, tls);
    }
  }

  private static final int BACKLOG = 1024;
  private static final int MAX_CLIENT_ID = 65535;

  private final Settings settings;
  private final MqttService service;
  private final EventLoopGroup loop =
      new NioEventLoopGroup(1, new DefaultThreadFactory("mqtt-server", true));
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private int port;
  private @Nullable Channel listener;

  /** Creates a server that does not listen yet. */
  public MqttServer(Settings settings, MqttService service) {
    this.settings = settings;
    this.service = service;
    this.port = settings.port();
  }

  /** Listens; the second time on the same port as the first time. Does nothing if it does. */
  public synchronized void listen() throws IOException {
    if (listener != null) {
      return;
    }
    // Not one that systems choose: it is to be had again after a time away.
    Channel bound = port == 0 ? Ports.listen(this::bound) : bound(port);
    listener = bound;
    port = ((InetSocketAddress) bound.localAddress()).getPort();
  }

  private Channel bound(int on) throws IOException {
    var binding =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Greeter())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), on))
            .awaitUninterruptibly();
    if (binding.cause() instanceof BindException taken) {
      throw taken;
    }
    if (!binding.isSuccess()) {
      throw new IOException("can't listen on port " + on, binding.cause());
    }
    return binding.channel();
  }

  /** The port it listens on, or last listened on. */
  public synchronized int port() {
    return port;
  }

  /** Refuses new connections from now on; the ones that are open stay. */
  public synchronized void stopListening() {
    if (listener != null) {
      listener.close().awaitUninterruptibly();
      listener = null;
    }
  }

  /** Closes all connections without a word. */
  public void cutAll() {
    clients.close().awaitUninterruptibly();
  }

  /** Leaves all connections open, but neither reads from them nor answers. */
  public void freezeAll() {
    // On the loop: elsewhere one more read might be under way.
    var frozen = loop.submit(() -> clients.forEach(each -> each.config().setAutoRead(false)));
    var _ = frozen.awaitUninterruptibly();
  }

  /** Reads again from all connections. */
  public void thawAll() {
    clients.forEach(client -> client.config().setAutoRead(true));
  }

  /** The number of open TCP connections. */
  public int connections() {
    return clients.size();
  }

  @Override
  public void close() {
    stopListening();
    cutAll();
    loop.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Greeter extends ChannelInitializer<SocketChannel> {

    @Override
    protected void initChannel(SocketChannel channel) {
      clients.add(channel);
      switch (service.greet()) {
        case SERVE -> serve(channel);
        case CLOSE -> {
          var _ = channel.close();
        }
        case IGNORE -> channel.config().setAutoRead(false);
      }
    }

    private void serve(SocketChannel channel) {
      ChannelPipeline pipeline = channel.pipeline();
      pipeline.addLast(
          new FlushConsolidationHandler(
              FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true));
      if (settings.tls() != null) {
        pipeline.addLast(settings.tls().newHandler(channel.alloc()));
      }
      pipeline.addLast(new MqttDecoder(settings.maxPacketSize(), MAX_CLIENT_ID));
      pipeline.addLast(MqttEncoder.INSTANCE);
      pipeline.addLast(
          new PacketHandler(new MqttConnection(channel), new Handshake(service, settings)));
    }
  }
}

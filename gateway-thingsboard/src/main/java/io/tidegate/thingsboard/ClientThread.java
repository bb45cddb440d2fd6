package io.tidegate.thingsboard;

import io.netty.channel.MultithreadEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one network thread of one connection. It is ours, and not shared, because stopping it is the
 * only way to be rid of a connection whose peer no longer reads: the client library would wait for
 * its DISCONNECT to be written until TCP gives up, with all unacknowledged messages in memory.
 */
final class ClientThread {

  private final MultithreadEventLoopGroup loop;

  ClientThread(String name) {
    ThreadFactory threads = Thread.ofPlatform().daemon().name(name).factory();
    this.loop = newLoop(threads);
  }

  MultithreadEventLoopGroup loop() {
    return loop;
  }

  /** Closes what is still open. */
  void stop() {
    var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  /** The kind of loop must be the one that the client library takes its sockets from. */
  private static MultithreadEventLoopGroup newLoop(ThreadFactory threads) {
    try {
      Class<?> epoll = Class.forName("io.netty.channel.epoll.Epoll");
      if ((boolean) epoll.getMethod("isAvailable").invoke(null)) {
        return Class.forName("io.netty.channel.epoll.EpollEventLoopGroup")
            .asSubclass(MultithreadEventLoopGroup.class)
            .getConstructor(int.class, ThreadFactory.class)
            .newInstance(1, threads);
      }
    } catch (ClassNotFoundException e) {
      return new NioEventLoopGroup(1, threads);
    } catch (NoSuchMethodException
        | IllegalAccessException
        | InstantiationException
        | InvocationTargetException e) {
      throw new IllegalStateException("Netty's epoll transport is not the one of Netty 4.1", e);
    }
    return new NioEventLoopGroup(1, threads);
  }
}

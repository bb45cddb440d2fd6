package io.tidegate.testkit.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** One client's connection through the proxy: two directions with two threads each. */
final class ProxiedConnection implements Closeable {

  // Bytes on their way on a link with a delay; more makes the sender wait, as on a real one.
  private static final int CHUNKS_UNDERWAY = 256;
  private static final int CHUNK = 16 * 1024;

  private static final class Chunk {
    private final byte[] bytes;
    private final long arrivedNanos = System.nanoTime();

    Chunk(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private final Socket client;
  private final Socket server;
  private final LinkQuality quality;

  ProxiedConnection(Socket client, Socket server, LinkQuality quality) {
    this.client = client;
    this.server = server;
    this.quality = quality;
  }

  void start(Runnable ended) throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    forward(client, server, ended);
    forward(server, client, ended);
  }

  private void forward(Socket from, Socket to, Runnable ended) {
    BlockingQueue<Chunk> underway = new ArrayBlockingQueue<>(CHUNKS_UNDERWAY);
    Thread writer = Thread.ofVirtual().start(() -> write(underway, to, ended));
    Thread.ofVirtual().start(() -> read(from, underway, writer));
  }

  private void read(Socket from, BlockingQueue<Chunk> underway, Thread writer) {
    byte[] buffer = new byte[CHUNK];
    try {
      int read = from.getInputStream().read(buffer, 0, quality.portion(CHUNK));
      while (read >= 0) {
        underway.put(new Chunk(Arrays.copyOf(buffer, read)));
        read = from.getInputStream().read(buffer, 0, quality.portion(CHUNK));
      }
      underway.put(new Chunk(new byte[0]));
    } catch (IOException | InterruptedException e) {
      writer.interrupt();
    }
  }

  // An empty chunk is the end of the stream, which takes as long as the bytes before it.
  private void write(BlockingQueue<Chunk> underway, Socket to, Runnable ended) {
    try {
      Chunk chunk = underway.take();
      while (chunk.bytes.length > 0) {
        quality.awaitTurn(chunk.arrivedNanos);
        quality.pace(chunk.bytes.length);
        to.getOutputStream().write(chunk.bytes);
        chunk = underway.take();
      }
      quality.awaitTurn(chunk.arrivedNanos);
      to.shutdownOutput();
      if (client.isOutputShutdown() && server.isOutputShutdown()) {
        end(ended);
      }
    } catch (IOException | InterruptedException e) {
      end(ended);
    }
  }

  private void end(Runnable ended) {
    close();
    ended.run();
  }

  void reset() {
    try {
      client.setSoLinger(true, 0);
      server.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close();
  }

  @Override
  public void close() {
    try (client;
        server) {
      // Both are closed, whatever becomes of the other.
    } catch (IOException e) {
      // It is closed as far as it can be.
    }
  }
}

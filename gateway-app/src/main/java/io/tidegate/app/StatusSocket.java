package io.tidegate.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the gateway's state to whoever may open a socket file that only the gateway's user can
 * open. The protocol: connect, read one JSON object to the end.
 */
final class StatusSocket implements Closeable {

  /** The name of the socket file within its folder. */
  static final String FILE = "tidegate.sock";

  /** Of what Linux and other systems take, without the zero at its end. */
  private static final int LONGEST_PATH = 103;

  private static final Logger log = LoggerFactory.getLogger(StatusSocket.class);

  private final Path file;
  private final Supplier<String> status;
  private final ServerSocketChannel server;

  /** Listens in {@code folder}; a socket file that a killed gateway left is replaced. */
  StatusSocket(Path folder, Supplier<String> status) throws IOException {
    this.file = folder.resolve(FILE);
    this.status = status;
    if (isAnswered(folder)) {
      throw new IOException("another gateway answers there");
    }
    Files.createDirectories(folder);
    Files.deleteIfExists(file);
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address(folder));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Thread.ofVirtual().name("status").start(this::serve);
  }

  private static boolean isAnswered(Path folder) throws IOException {
    try (SocketChannel _ = SocketChannel.open(address(folder))) {
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  private static UnixDomainSocketAddress address(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    int length = file.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_PATH) {
      throw new IOException(
          "%s is too long for the path of a socket, %d bytes of at most %d; name the storage folder"
                  .formatted(file, length, LONGEST_PATH)
              + " by a shorter path, or one relative to the working directory");
    }
    return UnixDomainSocketAddress.of(file);
  }

  /** Asks the gateway whose socket is in {@code folder}. */
  static String ask(Path folder) throws IOException {
    try (SocketChannel channel = SocketChannel.open(address(folder))) {
      InputStream in = Channels.newInputStream(channel);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(file);
  }

  private void serve() {
    while (true) {
      try (SocketChannel client = server.accept()) {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(status.get());
        while (bytes.hasRemaining()) {
          client.write(bytes);
        }
      } catch (ClosedChannelException e) {
        if (!server.isOpen()) {
          return;
        }
      } catch (IOException e) {
        log.debug("a client of the status socket went away: {}", e.getMessage());
      } catch (RuntimeException e) {
        log.error("the status could not be told", e);
      }
    }
  }
}

package io.tidegate.connector.opcua.session;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import io.tidegate.connector.Endpoint;
import io.tidegate.connector.RefusedException;
import io.tidegate.connector.Session;
import io.tidegate.connector.UplinkSink;
import io.tidegate.connector.opcua.config.MappingConfig;
import io.tidegate.connector.opcua.config.OpcUaConfig;
import io.tidegate.connector.opcua.config.ServerConfig;
import io.tidegate.connector.opcua.link.ServerLink;
import io.tidegate.connector.opcua.plan.Mapping;
import io.tidegate.connector.opcua.read.Watermark;
import io.tidegate.connector.opcua.secure.PreparedConnection;
import io.tidegate.connector.opcua.secure.ServerAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.CRC32;

/** One server. */
public final class OpcUaEndpoint implements Endpoint {

  /** A shorter outage than this is not shown on the platform; see docs/adr/0020. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  /** For so long a server that was lost is looked for each second; then it is told again. */
  private static final Duration SEARCH = Duration.ofHours(1);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

  private final ServerConfig server;
  private final List<Mapping> mappings;
  private final ServerAccess access;
  private final Memory memory;
  private final Duration grace;

  /**
   * Does no I/O.
   *
   * @param folder where relative names of files begin.
   */
  public OpcUaEndpoint(OpcUaConfig config, Path folder) {
    this(config, folder, GRACE);
  }

  OpcUaEndpoint(OpcUaConfig config, Path folder, Duration grace) {
    this.grace = grace;
    this.server = config.server();
    this.mappings = Mapping.all(config);
    this.access = new ServerAccess(server, folder);
    this.memory = new Memory(name(), watermark(config, folder));
  }

  /** What is read must be the same for the mark to say anything: another mapping has its own. */
  private static Watermark watermark(OpcUaConfig config, Path folder) {
    ServerConfig server = config.server();
    if (!server.backfill()) {
      return Watermark.inMemory();
    }
    CRC32 crc = new CRC32();
    crc.update(server.address().getBytes(StandardCharsets.UTF_8));
    for (MappingConfig mapping : config.mapping()) {
      crc.update(mapping.deviceNodePattern().getBytes(StandardCharsets.UTF_8));
      crc.update(0);
    }
    String host = server.address().replaceFirst("^.*//", "").replaceAll("[^A-Za-z0-9._-]+", "-");
    return Watermark.in(
        folder.resolve("opcua-state").resolve("%s-%08x.heard".formatted(host, crc.getValue())));
  }

  @Override
  public String name() {
    return server.address();
  }

  /** What was connected a moment ago will be so again: its return is to be noticed soon. */
  @Override
  public Session open(UplinkSink sink) throws IOException, InterruptedException {
    memory.denials().check();
    long end = System.nanoTime() + (memory.isLost() ? SEARCH.toNanos() : 0);
    while (true) {
      try {
        Session session = connect(sink);
        memory.found();
        memory.denials().clear();
        return session;
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        if (System.nanoTime() - end > 0) {
          throw e;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  private Session connect(UplinkSink sink) throws IOException, InterruptedException {
    ServerLink link = link();
    boolean ready = false;
    try {
      OpcUaSession session = new OpcUaSession(link, server, mappings, memory, sink);
      session.search();
      ready = true;
      return session;
    } finally {
      if (!ready) {
        link.close();
      }
    }
  }

  private ServerLink link() throws IOException, InterruptedException {
    Duration timeout = Duration.ofMillis(server.timeoutInMillis());
    PreparedConnection prepared = access.prepare();
    prepared
        .settings()
        .setKeepAliveInterval(uint(KEEP_ALIVE.toMillis()))
        .setKeepAliveTimeout(uint(timeout.toMillis()))
        .setKeepAliveFailuresAllowed(uint(1));
    try {
      return ServerLink.connect(prepared.settings().build(), timeout, grace);
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      IOException explained = prepared.explained(cause);
      if (prepared.isRefusalOfAccount(cause)) {
        memory.denials().add(explained);
        memory.denials().check();
      }
      throw explained;
    }
  }
}

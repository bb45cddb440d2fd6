package io.tidegate.benchmarks.endtoend;

import io.tidegate.testkit.faults.TcpProxy;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two mosquittos, one as the plant's broker and one as the platform's, and a configuration. */
final class Bench implements Closeable {

  private static final int LAST_LINES = 30;

  final int south = freePort();
  final int north = freePort();
  final Path folder;
  private final Process southBroker;
  private final Process northBroker;
  private final TcpProxy link;

  Bench(Outages outages, ConnectorFile connector) throws IOException, InterruptedException {
    folder = Files.createTempDirectory("tidegate-bench");
    southBroker = broker("south", south);
    northBroker = broker("north", north);
    link = new TcpProxy(north);
    int port = outages == Outages.NONE ? north : link.port();
    write(
        "tb_gateway.json",
        TB_GATEWAY
            .replace("NORTH", "" + port)
            .replace("DIR", "" + folder)
            .replace("TYPE", connector.type()));
    write("plant.json", connector.text().replace("SOUTH", "" + south));
  }

  /**
   * The configuration of the connector that is measured.
   *
   * @param text of the file; SOUTH stands for the port of the plant's broker.
   */
  record ConnectorFile(String type, String text) {}

  /** Whether the gateway's link to the platform can be cut; that costs a process in between. */
  enum Outages {
    NONE,
    POSSIBLE
  }

  /** The gateway can't reach the platform any more. */
  void platformDown() throws IOException, InterruptedException {
    link.refuse();
    link.cut();
  }

  /** It can again. */
  void platformUp() throws IOException {
    link.restore();
  }

  /** What the brokers and the gateway said last: who connected, who left, and why. */
  String lastWords() throws IOException {
    StringBuilder words = new StringBuilder();
    for (String name : List.of("south", "north", "gateway")) {
      List<String> lines = Files.readAllLines(output(name));
      words.append(name).append(":\n");
      lines
          .subList(Math.max(0, lines.size() - LAST_LINES), lines.size())
          .forEach(line -> words.append("  ").append(line).append('\n'));
    }
    return words.toString();
  }

  /** Where a process writes what it says. */
  Path output(String name) {
    return folder.resolve(name + ".out");
  }

  @Override
  public void close() throws IOException {
    link.close();
    southBroker.destroyForcibly();
    northBroker.destroyForcibly();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private Process broker(String name, int port) throws IOException, InterruptedException {
    Path config = folder.resolve(name + ".conf");
    Files.write(
        config,
        List.of(
            "listener " + port + " 127.0.0.1",
            "allow_anonymous true",
            "max_inflight_messages 10000",
            "max_queued_messages 0",
            // Or small messages wait up to 40 ms for the acknowledgement of the one before.
            "set_tcp_nodelay true",
            "log_type error",
            "log_type warning",
            "log_type notice"));
    Process process =
        new ProcessBuilder(mosquitto(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(output(name).toFile())
            .start();
    for (int i = 0; i < 200 && !answers(port); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return process;
  }

  private static String mosquitto() {
    Path debian = Path.of("/usr/sbin/mosquitto");
    return Files.isExecutable(debian) ? debian.toString() : "mosquitto";
  }

  private static boolean answers(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static final String TB_GATEWAY =
      """
      {
        "thingsboard": {
          "host": "127.0.0.1", "port": NORTH, "qos": 1,
          "security": {"type": "accessToken", "accessToken": "bench"},
          "maxPayloadSizeBytes": 65536,
          "statistics": {"enable": false, "enableCustom": false, "statsSendPeriodInSeconds": 3600}
        },
        "storage": {"type": "file", "data_folder_path": "DIR/data/", "sync": "always"},
        "connectors": [{"name": "Plant", "type": "TYPE", "configuration": "plant.json"}]
      }
      """;
}

package io.tidegate.connector.opcua.peers;

import io.tidegate.testkit.faults.Ports;
import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A server that is not built on Milo: node-opcua from npm, in a process of its own. What it serves
 * is told in {@code src/test/peers/plant.js}, what it understands in {@code server.js}.
 */
public final class NodeOpcuaServer implements AutoCloseable {

  private static final Path FOLDER = Path.of("src/test/peers").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Node switched Basic128Rsa15's padding off in 2024; later versions don't know the option. */
  private static final String OLD_PADDING = "--security-revert=CVE-2023-46809";

  private final List<String> command;
  private final int port;
  private ProcessFixture process;

  private NodeOpcuaServer(List<String> command, int port) throws IOException, InterruptedException {
    this.command = command;
    this.port = port;
    this.process = launch(command);
  }

  /**
   * Where tests are a matter of convenience they are skipped without the server; in CI they fail.
   */
  public static void assumeInstalled() {
    Assumptions.assumeTrue(isInstalled(), "node-opcua is not installed: npm ci in src/test/peers");
  }

  /** Whether it is installed, or has to be. */
  public static boolean isInstalled() {
    return "true".equals(System.getenv("CI"))
        || Files.exists(FOLDER.resolve("node_modules/node-opcua"));
  }

  /** Whether this node can speak Basic128Rsa15, whose padding newer ones have no more. */
  public static boolean speaksBasic128Rsa15() {
    return Padding.IS_KNOWN;
  }

  /** Asked once, when it first matters. */
  private static final class Padding {

    private static final boolean IS_KNOWN = ask();

    private static boolean ask() {
      try {
        Process node =
            new ProcessBuilder("node", OLD_PADDING, "-e", "0").redirectErrorStream(true).start();
        return node.waitFor(20, TimeUnit.SECONDS) && node.exitValue() == 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /** One at a free port that offers policy None to anyone. */
  public static NodeOpcuaServer start() throws IOException, InterruptedException {
    return builder().start();
  }

  /** One that is like you say. */
  public static Builder builder() {
    return new Builder();
  }

  /** The TCP port of 127.0.0.1 that it listens at. */
  public int port() {
    return port;
  }

  /** Where clients find it. */
  public String url() {
    return "opc.tcp://127.0.0.1:" + port;
  }

  /** The process, to measure or to stop for a while. */
  public ProcessFixture process() {
    return process;
  }

  /**
   * Does what a command of {@code server.js} says and waits until it is done, such as {@code set
   * "ns=2;s=Plant/Pump1/Temperature" 25 UncertainInitialValue} (the status may be left out), {@code
   * delete ns=2;s=Plant/Pump2}, {@code add "ns=2;s=Plant/New" New}, {@code change}, {@code still},
   * {@code drop-subscriptions}, {@code drop-sessions}.
   */
  public void tell(String line) throws IOException, InterruptedException {
    process.send(line);
    String answer =
        process.awaitLine(
            said -> said.equals("done " + line) || said.startsWith("failed " + line), PATIENCE);
    if (!answer.startsWith("done")) {
      throw new AssertionError(answer);
    }
  }

  /** A figure that it is asked for: {@code subscriptions}, {@code refusals}, {@code tokens}. */
  public int number(String name) throws IOException, InterruptedException {
    process.send(name);
    String answer = process.awaitLine(said -> said.startsWith(name + " "), PATIENCE);
    return Integer.parseInt(answer.substring(name.length() + 1));
  }

  /** Ends it as a power cut would: nobody is told. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** Ends it in order: sessions are closed. */
  public void stop() throws IOException, InterruptedException {
    process.send("stop");
    process.awaitExit(PATIENCE);
  }

  /** Starts it again as it was, at the same port, with nothing remembered. */
  public void restart() throws IOException, InterruptedException {
    process.close();
    process = launch(command);
  }

  @Override
  public void close() {
    process.close();
  }

  private static ProcessFixture launch(List<String> command)
      throws IOException, InterruptedException {
    ProcessFixture started = ProcessFixture.start(FOLDER, command);
    try {
      String said =
          started.awaitLine(
              line -> line.startsWith("ready ") || line.startsWith("failed to start"), PATIENCE);
      if (said.startsWith("ready ")) {
        return started;
      }
      throw new IOException(String.join("\n", started.output()));
    } catch (AssertionError e) {
      started.close();
      throw e;
    }
  }

  /** What a server is like. */
  public static final class Builder {

    private static final int ATTEMPTS = 5;

    private final List<String> arguments = new ArrayList<>();
    private int port;

    private Builder() {}

    /** Any argument of {@code server.js}, such as {@code limit}, {@code maxNodesPerRead=10}. */
    public Builder with(String name, String value) {
      arguments.add("--" + name);
      arguments.add(value);
      return this;
    }

    /** A fixed port instead of a free one. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Security policies by their names in node-opcua, such as {@code None,Basic256Sha256}. */
    public Builder policies(String commaSeparated) {
      return with("policies", commaSeparated);
    }

    /** {@code None}, {@code Sign}, {@code SignAndEncrypt}. */
    public Builder modes(String commaSeparated) {
      return with("modes", commaSeparated);
    }

    /** Lets this user in, too. */
    public Builder user(String name, String password) {
      return with("user", name + ":" + password);
    }

    /** Only users that it knows. */
    public Builder noAnonymous() {
      return with("anonymous", "false");
    }

    /** Variables Plant/Load/n0, n1, ... of which each changes that often. */
    public Builder load(int nodes, Duration interval) {
      return with("nodes", Integer.toString(nodes))
          .with("interval", Long.toString(interval.toMillis()));
    }

    /** One of the OperationLimits, such as {@code maxNodesPerRead}. */
    public Builder limit(String name, int number) {
      return with("limit", name + "=" + number);
    }

    /** The files that it shows who it is with; without, it makes some. */
    public Builder certificate(Path certificate, Path key) {
      return with("certificate", certificate.toString()).with("key", key.toString());
    }

    /** Keeps its certificates, and those of the clients it knows, in a folder. */
    public Builder pki(Path folder) {
      return with("pki", folder.toString());
    }

    /** Starts it, and returns once it listens. */
    public NodeOpcuaServer start() throws IOException, InterruptedException {
      if (port != 0) {
        return new NodeOpcuaServer(command(port), port);
      }
      // Somebody else may get hold of a free port before the server, which takes seconds to start.
      for (int attempt = 1; ; attempt++) {
        int free = Ports.free();
        try {
          return new NodeOpcuaServer(command(free), free);
        } catch (IOException e) {
          if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("EADDRINUSE")) {
            throw e;
          }
        }
      }
    }

    private List<String> command(int chosen) {
      List<String> command = new ArrayList<>(List.of("node"));
      if (speaksBasic128Rsa15()) {
        command.add(OLD_PADDING);
      }
      command.addAll(List.of("server.js", "--port", Integer.toString(chosen)));
      command.addAll(arguments);
      return command;
    }
  }
}

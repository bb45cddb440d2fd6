package io.tidegate.testkit;

import io.tidegate.testkit.faults.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real broker: Debian's mosquitto on a free port of the loopback interface. */
public final class MosquittoProcess implements AutoCloseable {

  private static final List<Path> BINARIES =
      List.of(Path.of("/usr/sbin/mosquitto"), Path.of("/usr/local/sbin/mosquitto"));

  private final Path folder;
  private final int port;
  private Process process;

  private MosquittoProcess(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Where tests are a matter of convenience they are skipped without a broker; in CI they fail. */
  public static void assumeInstalled() {
    Assumptions.assumeTrue(
        "true".equals(System.getenv("CI")) || BINARIES.stream().anyMatch(Files::exists),
        "mosquitto is not installed");
  }

  /** A broker with its files in a folder. */
  public static Builder in(Path folder) {
    return new Builder(folder);
  }

  /** The TCP port it listens at. */
  public int port() {
    return port;
  }

  /** Ends it at once; what it has not written is lost. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Ends it in order, so that it writes what it keeps. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** Starts it again with the same files on the same port. */
  public void restart() throws IOException {
    process = launch(folder);
  }

  @Override
  public void close() {
    kill();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("mosquitto does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns once it listens. */
  private static Process launch(Path folder) throws IOException {
    Path binary =
        BINARIES.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IOException("mosquitto is not installed"));
    Process process =
        new ProcessBuilder(binary.toString(), "-c", configFile(folder).toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.endsWith(" running")) {
        Thread.ofVirtual().start(() -> drain(output));
        return process;
      }
      said.append(line).append('\n');
    }
    if (said.indexOf("Address already in use") >= 0) {
      throw new BindException(said.toString());
    }
    throw new IOException("mosquitto does not start:\n" + said);
  }

  /** A full pipe would stop it. */
  private static void drain(BufferedReader output) {
    try {
      while (output.readLine() != null) {}
    } catch (IOException e) {
      // It has ended.
    }
  }

  private static Path configFile(Path folder) {
    return folder.resolve("mosquitto.conf");
  }

  /** What a broker is like. */
  public static final class Builder {

    private final Path folder;
    private final List<String> options = new ArrayList<>();
    private boolean hasUsers;
    private String log = "log_type all";

    private Builder(Path folder) {
      this.folder = folder;
    }

    /** Any line of mosquitto.conf. */
    public Builder option(String line) {
      options.add(line);
      return this;
    }

    /** Says nothing of single messages, which costs it more than the messages. */
    public Builder quiet() {
      log = "log_type information\nlog_type notice\nlog_type warning\nlog_type error";
      return this;
    }

    /** Only this user may connect; call once. */
    public Builder user(String name, String password) {
      hasUsers = true;
      Path file = folder.resolve("passwords");
      try {
        Process tool =
            new ProcessBuilder("mosquitto_passwd", "-b", "-c", file.toString(), name, password)
                .redirectErrorStream(true)
                .start();
        if (!tool.waitFor(30, TimeUnit.SECONDS) || tool.exitValue() != 0) {
          throw new IOException("mosquitto_passwd: " + tool.inputReader().readLine());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return option("password_file " + file);
    }

    /** Listens with TLS. */
    public Builder tls(TestCertificates.Identity identity) {
      return option("certfile " + identity.certFile()).option("keyfile " + identity.keyFile());
    }

    /** Accepts only clients with a certificate of this authority. */
    public Builder clientCertificates(Path caFile) {
      return option("cafile " + caFile).option("require_certificate true");
    }

    /** Keeps sessions over a stop. */
    public Builder persistent() {
      return option("persistence true").option("persistence_location " + folder + "/");
    }

    /** Starts it. */
    public MosquittoProcess start() throws IOException {
      return Ports.listen(this::startOn);
    }

    private MosquittoProcess startOn(int port) throws IOException {
      List<String> lines = new ArrayList<>();
      lines.add("listener " + port + " 127.0.0.1");
      lines.add("allow_anonymous " + !hasUsers);
      // As root it would become a user that can't read the folder.
      lines.add("user " + System.getProperty("user.name"));
      lines.add(log);
      lines.addAll(options);
      Files.write(configFile(folder), lines);
      return new MosquittoProcess(folder, port, launch(folder));
    }
  }
}

package io.tidegate.connector.modbus.wire;

import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Modbus programs of others: Debian's pymodbus and mbpoll, and the npm packages. */
public final class Peers {

  private static final Path FOLDER = Path.of("src/test/peers").toAbsolutePath();
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final Path PYMODBUS = Path.of("/usr/lib/python3/dist-packages/pymodbus");
  private static final Path MBPOLL = Path.of("/usr/bin/mbpoll");
  private static final Path SOCAT = Path.of("/usr/bin/socat");
  private static final Path MODULES = FOLDER.resolve("node_modules");

  private Peers() {}

  public static void assumePymodbusInstalled() {
    assumeInstalled(PYMODBUS);
  }

  public static void assumeMbpollInstalled() {
    assumeInstalled(MBPOLL);
  }

  public static void assumeSocatInstalled() {
    assumeInstalled(SOCAT);
  }

  public static void assumeNpmInstalled() {
    assumeInstalled(MODULES);
  }

  /** Where tests are a matter of convenience they are skipped without a peer; in CI they fail. */
  private static void assumeInstalled(Path file) {
    Assumptions.assumeTrue(
        "true".equals(System.getenv("CI")) || Files.exists(file), file + " is not installed");
  }

  public static ProcessFixture python(String script, String... arguments) throws IOException {
    return start(List.of(PYTHON.toString(), "-u", script), arguments);
  }

  public static ProcessFixture node(String script, String... arguments) throws IOException {
    return start(List.of("node", script), arguments);
  }

  public static ProcessFixture mbpoll(String... arguments) throws IOException {
    return start(List.of(MBPOLL.toString()), arguments);
  }

  private static ProcessFixture start(List<String> program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    return ProcessFixture.start(FOLDER, command);
  }
}

package io.tidegate.app.rpc;

import io.tidegate.connector.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The remote shell of the platform's gateway pages: one command at a time, whose output is fetched
 * piece by piece. It has a working folder of its own; that of the gateway never changes.
 */
final class RemoteShell implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RemoteShell.class);

  private static final String COMMAND = "an object with a command";

  /** Of each of the two outputs: together far below what the platform takes as a message. */
  private static final int BYTES_AT_ONCE = 15_000;

  private static final Duration CHANGING_FOLDER = Duration.ofSeconds(3);

  /** Changes the folder and does nothing else, so the folder holds for later commands. */
  private static final Pattern CHANGES_FOLDER = Pattern.compile("cd(\\s[^;&|<>`\\n]*)?");

  private Path folder = Path.of("").toAbsolutePath();
  private Path before = folder;
  private @Nullable ShellCommand current;

  /** Told to end, and perhaps not willing to. */
  private final List<ShellCommand> ending = new ArrayList<>();

  private boolean closed;

  /** By the name that the platform calls. */
  Map<String, Method> methods() {
    return Map.of(
        "getTermInfo", _ -> terminal(),
        "sendCommand", this::send,
        "getCommandStatus", _ -> status(),
        "terminateCommand", _ -> terminate());
  }

  /** Ends what runs. */
  @Override
  public synchronized void close() {
    closed = true;
    if (current != null) {
      current.kill();
    }
    ending.forEach(ShellCommand::kill);
  }

  private synchronized Reply terminal() {
    return Bodies.of(
        Bodies.object()
            .put("platform", System.getProperty("os.name"))
            .put("release", System.getProperty("os.version"))
            .put("cwd", folder.toString()));
  }

  private synchronized Reply send(Params params) {
    ObjectNode given = params.object(COMMAND);
    String command = text(given, "command");
    if (closed || command.isEmpty()) {
      return failed(closed ? "the gateway is stopping" : "expected " + COMMAND);
    }
    var _ = endCurrent();
    log.debug("the platform runs {}", command);
    try {
      Path wanted = folder.resolve(text(given, "cwd"));
      if (!Files.isDirectory(wanted)) {
        return failed("no such folder: " + wanted);
      }
      enter(wanted);
      run(command);
      return Bodies.of(Bodies.object().put("ok", true));
    } catch (IOException | InvalidPathException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("the gateway is stopping");
    }
  }

  private static String text(ObjectNode given, String key) {
    JsonNode value = given.path(key);
    return value.isString() ? value.asString().strip() : "";
  }

  private void run(String command) throws IOException, InterruptedException {
    if (!CHANGES_FOLDER.matcher(command).matches() || command.contains("$(")) {
      current = new ShellCommand(command, folder, before);
      return;
    }
    // The shell itself knows best what ~, -, $HOME or a quoted name mean.
    ShellCommand change = new ShellCommand(command + " && pwd", folder, before);
    current = change;
    if (change.succeeds(CHANGING_FOLDER)) {
      var _ = change.settle();
      enter(Path.of(lastLine(change.out(BYTES_AT_ONCE))));
      current = null;
    } else {
      var _ = endCurrent();
    }
  }

  private static String lastLine(String output) {
    return output.strip().substring(output.strip().lastIndexOf('\n') + 1);
  }

  private void enter(Path wanted) {
    Path normal = wanted.normalize();
    if (!normal.equals(folder)) {
      before = folder;
      folder = normal;
    }
  }

  private synchronized Reply status() {
    ShellCommand command = current;
    ObjectNode body = Bodies.object();
    ObjectNode data = body.putArray("data").addObject();
    boolean done = true;
    if (command == null) {
      data.put("stdout", "").put("stderr", "");
    } else {
      // Asked before the output is taken: what ends in between has perhaps more to say.
      boolean ended = settled(command);
      data.put("stdout", command.out(BYTES_AT_ONCE)).put("stderr", command.err(BYTES_AT_ONCE));
      done = ended && command.isTaken();
    }
    return Bodies.of(body.put("cwd", folder.toString()).put("done", done));
  }

  private static boolean settled(ShellCommand command) {
    try {
      return command.settle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Reply terminate() {
    return endCurrent()
        ? Bodies.of(Bodies.object().put("ok", true))
        : failed("Process for termination not found.");
  }

  /** Whether anything was running. */
  private boolean endCurrent() {
    ShellCommand command = current;
    if (command == null || !command.isRunning()) {
      return false;
    }
    ending.removeIf(ShellCommand::isGone);
    ending.add(command);
    command.terminate();
    return true;
  }

  private static Reply failed(String error) {
    return Bodies.of(Bodies.object().put("ok", false).put("error", error));
  }
}

package io.tidegate.app.rpc;

import io.tidegate.connector.Reply;
import io.tidegate.engine.time.Pulse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts the machine, where the configuration allows it. */
final class Reboot implements Method, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Reboot.class);

  private final List<String> command;
  private final Delayed delayed;

  Reboot(Pulse pulse, List<String> command) {
    this.command = command;
    this.delayed = new Delayed(pulse, () -> Thread.ofVirtual().name("reboot").start(this::reboot));
  }

  @Override
  public Reply call(Params params) {
    return command.isEmpty()
        ? Bodies.error("A reboot is not allowed: thingsboard.allowReboot is not set.", 403)
        : delayed.call(params);
  }

  @Override
  public void close() {
    delayed.close();
  }

  private void reboot() {
    log.warn("The platform restarts this machine: {}", String.join(" ", command));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int code = process.waitFor();
      if (code != 0) {
        log.error("the machine does not restart, exit code {}: {}", code, said);
      }
    } catch (IOException e) {
      log.error("the machine can't be restarted: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

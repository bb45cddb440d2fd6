package io.tidegate.connector.modbus.wire;

import io.tidegate.testkit.faults.ProcessFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Two serial ports that are connected to each other, made by socat; no baud rate slows them. */
public final class SerialCable implements AutoCloseable {

  private final Path left;
  private final Path right;
  private final ProcessFixture socat;

  private SerialCable(Path left, Path right, ProcessFixture socat) {
    this.left = left;
    this.right = right;
    this.socat = socat;
  }

  /** Plugs it in; the paths of its ends are in this folder. */
  public static SerialCable plug(Path folder) throws IOException {
    Path left = folder.resolve("left");
    Path right = folder.resolve("right");
    ProcessFixture socat = ProcessFixture.start(List.of("socat", end(left), end(right)));
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Files.exists(left) && Files.exists(right));
    return new SerialCable(left, right, socat);
  }

  private static String end(Path link) {
    return "pty,raw,echo=0,link=" + link;
  }

  public String left() {
    return left.toString();
  }

  public String right() {
    return right.toString();
  }

  /** Takes both ports away, as pulling out a USB adapter does. */
  public void unplug() throws InterruptedException {
    socat.terminate();
    socat.awaitExit(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    try {
      // It would remove its links while the folder is being removed.
      socat.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.tidegate.app.telemetry;

import io.tidegate.engine.time.Pulse;
import io.tidegate.engine.time.Pulse.Alarm;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that is told again and again while there is a connection: first as soon as there is
 * one, later whenever the period is over. Nothing runs while there is none.
 */
final class Periodic implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Periodic.class);

  private final String name;
  private final Duration period;
  private final Pulse pulse;
  private final Task task;
  private @Nullable Alarm alarm;
  private @Nullable Thread running;
  private boolean connected;
  private boolean closed;
  private long dueAt;

  /** What is told. Takes as long as it takes. */
  @FunctionalInterface
  interface Task {
    void run() throws IOException, InterruptedException;
  }

  Periodic(String name, Duration period, Pulse pulse, Task task) {
    this.name = name;
    this.period = period;
    this.pulse = pulse;
    this.task = task;
    this.dueAt = pulse.nanos();
  }

  synchronized void connected() {
    connected = true;
    schedule();
  }

  synchronized void disconnected() {
    connected = false;
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnected();
    if (running != null) {
      running.interrupt();
    }
  }

  private void schedule() {
    if (connected && !closed && alarm == null && running == null) {
      long left = Math.max(0, dueAt - pulse.nanos());
      alarm = pulse.after(Duration.ofNanos(left), this::begin);
    }
  }

  private synchronized void begin() {
    alarm = null;
    if (connected && !closed && running == null) {
      running = Thread.ofVirtual().name(name).start(this::run);
    }
  }

  private void run() {
    long started = pulse.nanos();
    boolean done = false;
    try {
      task.run();
      done = true;
    } catch (IOException e) {
      log.debug("{}: not told now: {}", name, e.getMessage());
    } catch (InterruptedException e) {
      // The gateway stops.
    } catch (RuntimeException e) {
      log.error("{}: a bug", name, e);
    }
    ended(done ? started + period.toNanos() : pulse.nanos() + RETRY.toNanos());
  }

  /** So long the connection is given to notice that it is over. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  private synchronized void ended(long nextAt) {
    running = null;
    dueAt = nextAt;
    schedule();
  }
}

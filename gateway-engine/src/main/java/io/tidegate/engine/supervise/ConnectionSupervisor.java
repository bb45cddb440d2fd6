package io.tidegate.engine.supervise;

import io.tidegate.connector.ConfigurationException;
import io.tidegate.connector.RefusedException;
import io.tidegate.engine.supervise.ConnectionState.Connecting;
import io.tidegate.engine.supervise.ConnectionState.Cure;
import io.tidegate.engine.supervise.ConnectionState.Failed;
import io.tidegate.engine.supervise.ConnectionState.Online;
import io.tidegate.engine.supervise.ConnectionState.Stopped;
import io.tidegate.engine.supervise.ConnectionState.Waiting;
import io.tidegate.engine.time.Pulse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Keeps one connection alive, for ever. The only place in the gateway that retries one, for the
 * connections to the field and for the one to the platform.
 */
public final class ConnectionSupervisor {

  private final String name;
  private final Connection connection;
  private final Misconfigured misconfigured;
  private final Reconnect reconnect;
  private final Pulse pulse;
  private final ConnectionListener listener;
  private final StateLog stateLog;
  private final Logger log;
  private final LongAdder bugs = new LongAdder();

  private volatile ConnectionState state = new Stopped();
  private volatile boolean stopping;
  private @Nullable Thread thread;

  /** What is supervised. */
  @FunctionalInterface
  public interface Connection {

    /**
     * Connects, calls {@code online}, and returns or throws when the connection has ended.
     *
     * @throws IOException if it failed or was lost; it is opened again.
     * @throws ConfigurationException if only the user can help.
     * @throws InterruptedException if it was asked to stop.
     */
    void run(Runnable online) throws IOException, InterruptedException;
  }

  /** What follows when only the user can help. */
  public enum Misconfigured {
    /** Nothing, since retrying a refused password locks accounts. */
    STAYS_DOWN,
    /** It is tried again now and then, since the other side can be mended too. */
    IS_RETRIED
  }

  /**
   * Creates a supervisor; nothing happens before {@link #start}.
   *
   * @param log where people look for the state of this connection.
   */
  public ConnectionSupervisor(
      String name,
      Connection connection,
      Misconfigured misconfigured,
      Reconnect reconnect,
      Pulse pulse,
      ConnectionListener listener,
      Logger log) {
    this.name = name;
    this.connection = connection;
    this.misconfigured = misconfigured;
    this.reconnect = reconnect;
    this.pulse = pulse;
    this.listener = listener;
    this.stateLog = new StateLog(name, log);
    this.log = log;
  }

  /** Connects in the background and stays connected until {@link #stop}. */
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("already started: " + name);
    }
    thread = Thread.ofVirtual().name("connection-" + name).start(this::supervise);
  }

  /** Asks the connection to end, without waiting for it. */
  public synchronized void stop() {
    if (stopping) {
      return; // A second interrupt would disturb it while it says good-bye.
    }
    stopping = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Waits for the end of a connection that was asked to stop; one that does not is given up. */
  public void awaitStopped(Duration patience) throws InterruptedException {
    Thread running;
    synchronized (this) {
      running = thread;
    }
    if (running != null && !running.join(patience)) {
      log.warn("{}: does not stop within {} s and is abandoned", name, patience.toSeconds());
    }
  }

  /** The current state; safe to read from any thread. */
  public ConnectionState state() {
    return state;
  }

  /** How often the connection ended by a bug instead of an announced failure. */
  public long bugs() {
    return bugs.sum();
  }

  private void supervise() {
    int failures = 0;
    int refusals = 0;
    try {
      while (!stopping) {
        become(new Connecting(failures + 1));
        long opened = pulse.nanos();
        Ending ending = runOnce();
        if (ending.cure == Cure.USER && misconfigured == Misconfigured.STAYS_DOWN) {
          become(new Failed(ending.cause));
          return;
        }
        failures = wasStable(opened) ? 1 : failures + 1;
        refusals = ending.refused() ? refusals + 1 : 0;
        pause(ending, failures, refusals);
      }
    } catch (InterruptedException e) {
      // Asked to stop: the state says so.
    }
    if (!(state instanceof Stopped)) {
      become(new Stopped());
    }
  }

  private Ending runOnce() throws InterruptedException {
    try {
      connection.run(() -> become(new Online(pulse.instant())));
      return new Ending("ended by the other side", Cure.TIME, false);
    } catch (ConfigurationException e) {
      return new Ending(String.valueOf(e.getMessage()), Cure.USER, true);
    } catch (RefusedException e) {
      return new Ending(Causes.text(e), Cure.TIME, true);
    } catch (IOException e) {
      return new Ending(Causes.text(e), Cure.TIME, false);
    } catch (RuntimeException | Error e) {
      // One faulty connector must neither stop the others nor fall silent.
      return bug(e);
    } catch (InterruptedException e) {
      if (stopping) {
        throw e;
      }
      // Nobody has asked for it: what interrupts this thread must not end the connection for ever.
      return bug(e);
    }
  }

  private Ending bug(Throwable bug) {
    bugs.increment();
    log.error("{}: bug, please report it", name, bug);
    return new Ending(bug.toString(), Cure.TIME, false);
  }

  /** A connection that flaps must not be retried as if each attempt were the first. */
  private boolean wasStable(long opened) {
    return state instanceof Online && pulse.nanos() - opened > reconnect.away().max().toNanos();
  }

  private void pause(Ending ending, int failures, int refusals) throws InterruptedException {
    // An interrupt that the connection has left behind; one that asks to stop says so before.
    var _ = Thread.interrupted();
    if (stopping) {
      return;
    }
    Duration delay =
        ending.refused ? reconnect.refused().delay(refusals) : reconnect.away().delay(failures);
    become(new Waiting(failures, pulse.instant().plus(delay), ending.cause, ending.cure));
    Thread.sleep(delay);
  }

  private void become(ConnectionState next) {
    ConnectionState previous = state;
    if (!previous.mayBecome(next)) {
      throw new IllegalStateException(previous + " -> " + next);
    }
    state = next;
    stateLog.tell(next);
    try {
      listener.changed(previous, next);
    } catch (RuntimeException e) {
      // Whoever follows the connection must not end it.
      bugs.increment();
      log.error("{}: bug in a listener, please report it", name, e);
    }
  }

  private record Ending(String cause, Cure cure, boolean refused) {}
}

package io.tidegate.connector.modbus.line;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.tidegate.connector.modbus.wire.UnitException;
import io.tidegate.connector.modbus.wire.UnitException.Refused;
import io.tidegate.connector.modbus.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A live line with one exchange at a time: requests of the platform go before polls. Safe for
 * several threads.
 */
final class Channel {

  /** So many commands in a row, and a poll is let through: its values would be missed. */
  private static final int COMMANDS_IN_A_ROW = 10;

  /** A gateway on the way says that the unit behind it does not answer. */
  private static final int PATH_UNAVAILABLE = 10;

  private static final int TARGET_SILENT = 11;

  private final Wire wire;
  private final Watch watch;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition free = lock.newCondition();
  private boolean busy;
  private int commandsWaiting;
  private int pollsWaiting;
  private int commandsInARow;
  private long lastEnd = System.nanoTime();

  /** Is told how exchanges end, by the thread that made them. */
  interface Watch {

    void answered(Station station, long took);

    void failed(Station station, long took);

    void lost(IOException cause);
  }

  Channel(Wire wire, Watch watch) {
    this.wire = wire;
    this.watch = watch;
  }

  ModbusResponsePdu poll(Station station, ModbusRequestPdu request)
      throws IOException, UnitException, InterruptedException {
    lock.lockInterruptibly();
    try {
      pollsWaiting++;
      try {
        while (busy || (commandsWaiting > 0 && commandsInARow < COMMANDS_IN_A_ROW)) {
          free.await();
        }
      } finally {
        pollsWaiting--;
      }
      commandsInARow = 0;
      busy = true;
    } finally {
      lock.unlock();
    }
    return exchange(station, request);
  }

  ModbusResponsePdu command(Station station, ModbusRequestPdu request)
      throws IOException, UnitException, InterruptedException {
    lock.lockInterruptibly();
    try {
      commandsWaiting++;
      try {
        while (busy || (pollsWaiting > 0 && commandsInARow >= COMMANDS_IN_A_ROW)) {
          free.await();
        }
      } finally {
        commandsWaiting--;
        free.signalAll();
      }
      commandsInARow++;
      busy = true;
    } finally {
      lock.unlock();
    }
    return exchange(station, request);
  }

  private ModbusResponsePdu exchange(Station station, ModbusRequestPdu request)
      throws IOException, UnitException, InterruptedException {
    long start = System.nanoTime();
    try {
      rest(station, start);
      start = System.nanoTime();
      ModbusResponsePdu response =
          wire.exchange(station.unit().id(), request, station.health().timeout());
      watch.answered(station, System.nanoTime() - start);
      return response;
    } catch (Refused e) {
      if (e.code() == PATH_UNAVAILABLE || e.code() == TARGET_SILENT) {
        watch.failed(station, System.nanoTime() - start);
      } else {
        watch.answered(station, System.nanoTime() - start);
      }
      throw e;
    } catch (UnitException e) {
      watch.failed(station, System.nanoTime() - start);
      throw e;
    } catch (IOException e) {
      watch.lost(e);
      throw e;
    } finally {
      leave();
    }
  }

  private void rest(Station station, long now) throws InterruptedException {
    long left = lastEnd + station.unit().rest().toNanos() - now;
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }

  private void leave() {
    lock.lock();
    try {
      lastEnd = System.nanoTime();
      busy = false;
      free.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

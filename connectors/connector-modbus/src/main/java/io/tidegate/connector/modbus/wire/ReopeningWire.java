package io.tidegate.connector.modbus.wire;

import com.digitalpetri.modbus.pdu.ModbusRequestPdu;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A connection that is opened again, once, where the peer has closed it while nothing was asked:
 * many units do that to a connection that is idle for a minute, and nothing is wrong with them.
 */
final class ReopeningWire implements Wire {

  private final Opener opener;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile LinkWire wire;
  private volatile boolean closed;

  /** Opens a connection. */
  @FunctionalInterface
  interface Opener {
    LinkWire open() throws IOException, InterruptedException;
  }

  ReopeningWire(Opener opener) throws IOException, InterruptedException {
    this.opener = opener;
    this.wire = opener.open();
  }

  @Override
  public ModbusResponsePdu exchange(int unit, ModbusRequestPdu request, Duration timeout)
      throws IOException, UnitException, InterruptedException {
    LinkWire current = wire;
    if (current.isLostIdle() && !closed) {
      current = reopened(current);
    }
    return current.exchange(unit, request, timeout);
  }

  private LinkWire reopened(LinkWire lost) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (wire == lost) {
        wire = opener.open();
        if (closed) {
          wire.close();
        }
      }
      return wire;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    wire.close();
  }
}

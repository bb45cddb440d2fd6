package io.tidegate.connector.modbus.server;

import io.tidegate.connector.modbus.codec.Table;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What the server holds. Safe for use by several threads; values of several objects stay whole. */
final class Memory {

  private final Map<Table, Cells> tables = new EnumMap<>(Table.class);
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Watcher watcher = (table, address, count) -> {};

  /** Is told of what was written, by whomever, while nobody else can read or write. */
  @FunctionalInterface
  interface Watcher {
    void written(Table table, int address, int count);
  }

  Memory() {
    for (Table table : Table.values()) {
      tables.put(table, table.holdsBits() ? new Cells.Bits() : new Cells.Registers());
    }
  }

  /** Replaces the watcher. */
  void watch(Watcher next) {
    watcher = next;
  }

  /** Makes objects exist, all zero. */
  void define(Table table, int address, int count) {
    atomically(() -> {
      cells(table).define(address, count);
      return count;
    });
  }

  /** Whether all of these exist. */
  boolean defines(Table table, int address, int count) {
    return atomically(() -> cells(table).defines(address, count));
  }

  /** The objects, which exist, as a unit's answer has them. */
  byte[] read(Table table, int address, int count) {
    return atomically(() -> cells(table).read(address, count));
  }

  /** Takes over objects, which exist, as a client's request has them. */
  void write(Table table, int address, int count, byte[] data) {
    atomically(() -> {
      cells(table).write(address, count, data);
      watcher.written(table, address, count);
      return count;
    });
  }

  /** Does several things that nobody sees halfway. */
  <T> T atomically(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private Cells cells(Table table) {
    Cells cells = tables.get(table);
    if (cells == null) {
      throw new IllegalStateException("no " + table);
    }
    return cells;
  }
}

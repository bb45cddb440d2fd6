package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Report;

/** Records of one line on their way to the gateway's log. */
interface Outbox {

  /** Takes a record; waits while it can't. */
  void add(Report report) throws InterruptedException;

  /** Waits a while for what is on its way, and gives it up then. */
  void close();
}

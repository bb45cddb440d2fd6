package io.tidegate.connector.modbus.line;

import io.tidegate.connector.Report;
import io.tidegate.connector.UplinkSink;
import java.util.List;

/** The outbox of a line that may wait until a record is on disk: it needs no thread. */
record OwnOutbox(UplinkSink sink, Gathering gathering) implements Outbox {

  @Override
  public void add(Report report) throws InterruptedException {
    gathering.await();
    sink.accept(List.of(report));
  }

  @Override
  public void close() {
    // Nothing is on its way.
  }
}

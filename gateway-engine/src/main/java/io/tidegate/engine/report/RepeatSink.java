package io.tidegate.engine.report;

import io.tidegate.data.UplinkRecord;
import java.util.List;

/** Takes what a periodic strategy reports again. */
@FunctionalInterface
public interface RepeatSink {

  /** Returns when the log has the records. */
  void repeat(List<UplinkRecord> records) throws InterruptedException;
}

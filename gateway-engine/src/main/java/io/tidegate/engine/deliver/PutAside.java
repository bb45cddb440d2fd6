package io.tidegate.engine.deliver;

import io.tidegate.engine.record.StoredRecord;
import java.io.IOException;

/** Keeps what the platform will not have, so that somebody can look at it. */
@FunctionalInterface
public interface PutAside {

  /**
   * Keeps a record.
   *
   * @param reason what the platform said.
   * @throws IOException if it can't be kept now; the gateway tries again, and nothing else of this
   *     lane is delivered until it can.
   */
  void put(StoredRecord record, String reason) throws IOException;
}

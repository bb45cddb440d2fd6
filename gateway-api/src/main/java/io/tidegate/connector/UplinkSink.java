package io.tidegate.connector;

import io.tidegate.data.Device;
import java.util.List;

/** Where a session hands over what it has read. Safe for use by several threads. */
public interface UplinkSink {

  /**
   * Takes ownership of the records, in their order. Returning normally means that every one of them
   * is in the durable log or was dropped on purpose and counted, so a broker or charge point may be
   * acknowledged. Blocks while the log is full or the disk fails; hand over many at once, since one
   * commit serves them all.
   */
  void accept(List<Report> reports) throws InterruptedException;

  /** Reports a reading that was lost although the connection is up; it is counted and shown. */
  void rejected(Rejection rejection);

  /** Reports readings that were due and never made; they are counted and shown. */
  void missed(Missed missed);

  /** Tells the platform that a device is reachable, and where its downlinks go. */
  void online(Device device);

  /** Tells the platform that a device is no longer reachable. */
  void offline(Device device);

  /** What may be asked of the platform. */
  Platform platform();
}

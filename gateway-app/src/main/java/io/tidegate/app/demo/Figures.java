package io.tidegate.app.demo;

import io.tidegate.app.demo.DemoGateway.Snapshot;
import java.time.Duration;
import java.util.List;

/**
 * Everything the demo shows of one moment.
 *
 * @param platform how things stand with ThingsBoard.
 * @param published readings that the sensors have published.
 * @param arrived different readings that have arrived at ThingsBoard.
 * @param repeated readings that have arrived again.
 * @param lost published readings that have neither arrived nor wait in the gateway.
 * @param highestWaiting the largest backlog so far.
 * @param latest the latest values, by device and key.
 */
record Figures(
    Duration elapsed,
    String platform,
    Snapshot gateway,
    long published,
    long arrived,
    long repeated,
    long lost,
    long highestWaiting,
    Commands.State commands,
    List<Latest> latest) {

  /** The latest value of a key. */
  record Latest(String device, String key, String value, Duration age) {}

  /** Whether nothing is underway any more. */
  boolean settled() {
    return arrived >= published && gateway.waiting() == 0;
  }
}

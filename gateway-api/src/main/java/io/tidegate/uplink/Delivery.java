package io.tidegate.uplink;

import io.tidegate.connector.AttributeScope;
import io.tidegate.data.DataPoint;
import io.tidegate.data.Device;
import io.tidegate.data.UplinkRecord;
import io.tidegate.data.Value;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A live connection to the platform. Safe for use by several threads; what one thread sends, goes
 * on the wire in its order. Every method throws {@code IOException} once the connection is lost,
 * for good: recovery is a new session.
 */
public interface Delivery extends Closeable {

  /**
   * Announces a device: the platform creates what it does not know, with its profile, and sends its
   * downlinks here. Goes on the wire before anything sent later; blocks while limits forbid it. The
   * receipt need not be waited for.
   */
  Receipt announce(Announcement device) throws IOException, InterruptedException;

  /** Tells the platform that a device is no longer reachable through the gateway. */
  void withdraw(Device device) throws IOException, InterruptedException;

  /**
   * Puts records on the wire and returns without waiting for their acknowledgement; blocks while
   * the window of unacknowledged messages is full or a rate limit forbids it. Packs many devices
   * into one message, and splits what is too large for one.
   */
  Receipt send(List<UplinkRecord> records) throws IOException, InterruptedException;

  /** Reports attributes and time series of the gateway itself; as {@link #send} in all else. */
  Receipt sendOwn(long timestamp, List<DataPoint> points) throws IOException, InterruptedException;

  /**
   * Reports time series of the gateway itself, many moments in one message; as {@link #send} in all
   * else.
   */
  Receipt sendOwnTelemetry(List<OwnTelemetry> moments) throws IOException, InterruptedException;

  /**
   * Asks for shared attributes of the gateway itself and waits for the answer.
   *
   * @param names an empty list asks for all.
   * @return the values by name; those that the platform does not have are left out.
   */
  Map<String, Value> ownAttributes(List<String> names) throws IOException, InterruptedException;

  /**
   * Asks for attributes of a device and waits for the answer, as {@link
   * io.tidegate.connector.Platform#attributes}.
   */
  Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException;

  /** Lets a user claim a device, as {@link io.tidegate.connector.Platform#claim}. */
  void claim(Device device, @Nullable String secretKey, @Nullable Duration duration)
      throws IOException, InterruptedException;

  /** Blocks until the connection is lost, and says why by its exception. */
  void awaitEnd() throws IOException, InterruptedException;

  /** What became of one {@link #send} or {@link #announce}. */
  interface Receipt {

    /**
     * Waits until the platform has answered every message of it.
     *
     * @throws IOException if the connection was lost first: the records have to be sent again.
     */
    Outcome await() throws IOException, InterruptedException;
  }

  /** The platform's answer. */
  sealed interface Outcome {

    /** The platform has all of it. */
    record Accepted() implements Outcome {}

    /** Too much at once; the same again later succeeds. */
    record Throttled(String reason) implements Outcome {}

    /** At least one message was refused for what it is. */
    record Refused(String reason) implements Outcome {}
  }

  /**
   * What the platform is told of a device.
   *
   * @param device its name and profile.
   * @param connectorType such as {@code mqtt}; shown by the platform's dashboards. Null if the
   *     connector is not configured: then the platform is told neither type nor name, and keeps
   *     those that it has.
   * @param connectorName as configured; shown by the platform's dashboards.
   */
  record Announcement(Device device, @Nullable String connectorType, String connectorName) {}
}

package io.tidegate.thingsboard;

/**
 * How large a message may be, in bytes of its payload.
 *
 * <p>{@code maxPayloadSizeBytes} has no effect in the Python gateway: it sends 8196 bytes at most
 * until the platform tells its limit and 80 % of that from then on. Nearly every file has the key,
 * with the 8196 it is shipped with, and obeying those would multiply the messages of users who
 * never chose it. So the shipped value keeps its old effect, and any other value is an upper bound.
 */
final class PayloadLimit {

  /** What {@code tb_gateway.json} is shipped with: means "what the platform bears". */
  static final int SHIPPED = 8196;

  /** Room for topic, MQTT header and the platform's own accounting. */
  private static final int USABLE_PERCENT = 80;

  private final int configured;
  private int platform;
  private int packet = Integer.MAX_VALUE;

  PayloadLimit(int configured) {
    this.configured = configured;
    this.platform = configured;
  }

  /** The platform's {@code maxPayloadSize}. */
  synchronized void platformAccepts(int bytes) {
    platform = usable(bytes);
  }

  /** The maximum packet size of the server's CONNACK (MQTT 5, 3.2.2.3.6). */
  synchronized void serverAccepts(int bytes) {
    packet = usable(bytes);
  }

  synchronized int bytes() {
    int chosen = configured == SHIPPED ? platform : Math.min(configured, platform);
    return Math.min(chosen, packet);
  }

  private static int usable(int bytes) {
    return (int) ((long) bytes * USABLE_PERCENT / 100);
  }
}

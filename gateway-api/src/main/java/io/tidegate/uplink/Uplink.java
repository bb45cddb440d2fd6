package io.tidegate.uplink;

import java.io.IOException;

/** A platform that records are delivered to; the northern mirror of an endpoint. Immutable. */
public interface Uplink {

  /** Where it leads, for people: {@code mqtts://demo.thingsboard.io:8883}. */
  String name();

  /**
   * Connects and returns the live session, ready for data: subscribed, and with the limits of the
   * platform known or their defaults assumed.
   *
   * @throws IOException if the platform cannot be reached now; the gateway tries again later.
   * @throws io.tidegate.connector.ConfigurationException if only the user can cure the cause; the
   *     gateway shows it and still tries again, since credentials can be mended on the platform.
   */
  Delivery open(DownlinkHandler downlinks) throws IOException, InterruptedException;
}

package io.tidegate.connector;

import io.tidegate.data.Device;
import io.tidegate.data.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be asked of the platform on behalf of a device. Safe for use by several threads. */
public interface Platform {

  /**
   * Asks for attributes of a device and waits for the answer.
   *
   * @param names an empty list asks for all.
   * @return the values by name; those that the platform does not have are left out.
   * @throws IOException if the platform can't be reached now, or does not answer in time.
   */
  Map<String, Value> attributes(Device device, AttributeScope scope, List<String> names)
      throws IOException, InterruptedException;

  /**
   * Lets a user claim the device as his own; returns when the platform has the request.
   *
   * @param secretKey what the user has to know; null if it is not needed.
   * @param duration how long he may; null for as long as the platform is configured to.
   * @throws IOException if the platform can't be reached now.
   */
  void claim(Device device, @Nullable String secretKey, @Nullable Duration duration)
      throws IOException, InterruptedException;
}

package io.tidegate.engine.device;

import io.tidegate.data.Device;

/** Told when devices come and go; must return soon. */
public interface DeviceListener {

  /** The device can be reached, through this connector. */
  void online(Device device, String connector);

  /** The device can't be reached. */
  void offline(Device device);

  /** The platform has forgotten it: whatever it reports next is news. */
  default void forgotten(Device device) {}
}

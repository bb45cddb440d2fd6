package io.tidegate.engine.deliver;

import io.tidegate.data.Device;
import io.tidegate.uplink.Delivery;

/** Told of each device that the platform sends requests to from now on; must return soon. */
public interface AnnouncementListener {

  /** Where nobody wants to know. */
  AnnouncementListener NOBODY =
      new AnnouncementListener() {
        @Override
        public void announced(Device device, Delivery over) {}

        @Override
        public void ended() {}
      };

  /** The platform has been told over this connection that the device is there. */
  void announced(Device device, Delivery over);

  /** The connection has ended, and with it all that was announced over it. */
  void ended();
}

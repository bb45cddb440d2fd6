package io.tidegate.engine.device;

import java.io.IOException;
import java.util.List;

/** Keeps what is known of devices over a restart. */
public interface DeviceStore {

  /**
   * What was written last; empty if nothing was.
   *
   * @throws IOException if it can't be read or understood.
   */
  List<StoredDevice> read() throws IOException;

  /** Replaces it; a failure or a power cut leaves what was written before. */
  void write(List<StoredDevice> devices) throws IOException;
}

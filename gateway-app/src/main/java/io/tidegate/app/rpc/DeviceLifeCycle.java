package io.tidegate.app.rpc;

/** Told what the user did to devices on the platform. */
public interface DeviceLifeCycle {

  /**
   * A device has another name on the platform now.
   *
   * @param from its name on the platform until now.
   * @param to the name that its data goes to from now on.
   */
  void renamed(String from, String to);

  /** A device is no more; its next data makes it anew. One that nobody knows is no mistake. */
  void deleted(String device);
}

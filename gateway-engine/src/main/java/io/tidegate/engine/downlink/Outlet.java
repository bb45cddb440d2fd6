package io.tidegate.engine.downlink;

import io.tidegate.connector.Session;
import org.jspecify.annotations.Nullable;

/** Where requests to the devices of one endpoint go: its live session, while there is one. */
public final class Outlet {

  private final String connector;
  private final Outlets outlets;
  private volatile @Nullable Session session;
  private volatile boolean retired;

  Outlet(String connector, Outlets outlets) {
    this.connector = connector;
    this.outlets = outlets;
  }

  /** A device was reported through this endpoint: its requests go here from now on. */
  public void reported(String device) {
    outlets.reported(device, this);
  }

  /** The endpoint has a live session. */
  public void opened(Session live) {
    if (!retired) {
      session = live;
      outlets.opened(this, live);
    }
  }

  /** It has none any more. */
  public void closed() {
    session = null;
    outlets.closed(this);
  }

  /** The endpoint is gone for good. */
  public void retire() {
    retired = true;
    session = null;
    outlets.remove(this);
  }

  String connector() {
    return connector;
  }

  @Nullable Session session() {
    return session;
  }

  boolean isRetired() {
    return retired;
  }
}

package io.tidegate.engine.downlink;

import io.tidegate.connector.Session;

/** Told where devices can be reached; must return soon. */
interface OutletListener {

  /** An endpoint has a new live session. */
  void opened(Session session);

  /** The device was reported through another endpoint than before. */
  void moved(String device);
}

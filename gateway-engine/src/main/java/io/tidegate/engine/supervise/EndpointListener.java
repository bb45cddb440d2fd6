package io.tidegate.engine.supervise;

import io.tidegate.connector.Session;

/** Told what becomes of an endpoint; must return soon. */
@FunctionalInterface
public interface EndpointListener extends ConnectionListener {

  /** There is a live session, which takes requests. */
  default void opened(Session session) {}

  /** There is none any more. */
  default void closed() {}
}

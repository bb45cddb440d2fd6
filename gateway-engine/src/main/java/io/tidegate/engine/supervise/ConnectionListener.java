package io.tidegate.engine.supervise;

/** Told of every change of a connection's state, in order; must return soon. */
@FunctionalInterface
public interface ConnectionListener {

  void changed(ConnectionState from, ConnectionState to);
}

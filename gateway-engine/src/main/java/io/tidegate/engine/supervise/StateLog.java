package io.tidegate.engine.supervise;

import io.tidegate.engine.supervise.ConnectionState.Connecting;
import io.tidegate.engine.supervise.ConnectionState.Failed;
import io.tidegate.engine.supervise.ConnectionState.Online;
import io.tidegate.engine.supervise.ConnectionState.Stopped;
import io.tidegate.engine.supervise.ConnectionState.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells people of a connection's state: a new trouble once, its end once, and nothing while all is
 * well. Belongs to one connection; used by its thread only.
 */
final class StateLog {

  private final String name;
  private final Logger log;
  private @Nullable String toldCause;
  private boolean everOnline;

  StateLog(String name, Logger log) {
    this.name = name;
    this.log = log;
  }

  void tell(ConnectionState state) {
    switch (state) {
      case Connecting(int attempt) -> log.debug("{}: connecting, attempt {}", name, attempt);
      case Stopped _ -> log.debug("{}: stopped", name);
      case Online _ -> tellOnline();
      case Waiting waiting -> tellWaiting(waiting);
      case Failed(String cause) ->
          log.error("{}: {}; not tried again before its configuration changes", name, cause);
    }
  }

  private void tellOnline() {
    if (toldCause != null) {
      log.info("{}: connected again", name);
    } else if (!everOnline) {
      log.info("{}: connected", name);
    }
    everOnline = true;
    toldCause = null;
  }

  private void tellWaiting(Waiting waiting) {
    if (waiting.cause().equals(toldCause)) {
      log.debug("{}: {}; trying again at {}", name, waiting.cause(), waiting.until());
    } else {
      log.warn("{}: {}; trying again", name, waiting.cause());
      toldCause = waiting.cause();
    }
  }
}

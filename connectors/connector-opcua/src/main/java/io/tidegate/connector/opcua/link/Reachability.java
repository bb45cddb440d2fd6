package io.tidegate.connector.opcua.link;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server can be reached. An outage shorter than the grace is nobody's business but the
 * readers'; a longer one ends the session.
 */
public final class Reachability {

  private final Duration grace;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable UaSession session;
  private long activations;
  private long lostNanos = System.nanoTime();
  private @Nullable String closed;

  /**
   * One time of being connected.
   *
   * @param number counts up with every reconnect.
   * @param sessionId another one where the server has forgotten the session before.
   * @param token what requests show.
   */
  public record Activation(long number, NodeId sessionId, NodeId token) {}

  Reachability(Duration grace) {
    this.grace = grace;
  }

  SessionActivityListener listener() {
    return new SessionActivityListener() {
      @Override
      public void onSessionActive(UaSession active) {
        became(active);
      }

      @Override
      public void onSessionInactive(UaSession inactive) {
        lost(inactive);
      }
    };
  }

  private void became(UaSession active) {
    lock.lock();
    try {
      session = active;
      activations++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void lost(UaSession inactive) {
    lock.lock();
    try {
      if (inactive.equals(session)) {
        session = null;
        lostNanos = System.nanoTime();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends this link. */
  void close(String reason) {
    lock.lock();
    try {
      closed = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the server can be reached.
   *
   * @throws IOException if it could not be for longer than the grace.
   */
  public Activation await() throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (session == null) {
        long left = grace.toNanos() - (System.nanoTime() - lostNanos);
        if (closed != null || left <= 0) {
          throw new IOException(closed == null ? "the server can't be reached" : closed);
        }
        long _ = changed.awaitNanos(left);
      }
      return new Activation(activations, session.getSessionId(), token(session));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the server is reached in another session than this one, or for some time. */
  public void awaitOther(NodeId sessionId, Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lockInterruptibly();
    try {
      while (left > 0 && (session == null || session.getSessionId().equals(sessionId))) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it can be reached just now, as far as is known. */
  public boolean isReachable() {
    lock.lock();
    try {
      return session != null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing has happened to the connection since. */
  public boolean isStill(Activation activation) {
    lock.lock();
    try {
      return session != null && activations == activation.number();
    } finally {
      lock.unlock();
    }
  }

  private static NodeId token(UaSession session) {
    return session.getAuthenticationToken();
  }
}

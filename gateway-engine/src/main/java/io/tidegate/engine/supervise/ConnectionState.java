package io.tidegate.engine.supervise;

import java.time.Instant;

/** Where a connection is in its life; what the web UI and the metrics show. */
public sealed interface ConnectionState {

  record Stopped() implements ConnectionState {}

  record Connecting(int attempt) implements ConnectionState {}

  record Online(Instant since) implements ConnectionState {}

  /** The connection failed or was lost and is retried. */
  record Waiting(int attempt, Instant until, String cause, Cure cure) implements ConnectionState {}

  /** Only the user can cure the cause, and nothing is tried before. */
  record Failed(String cause) implements ConnectionState {}

  /** What has to happen before the connection can succeed. */
  enum Cure {
    /** Waiting may be enough. */
    TIME,
    /** Somebody has to change a setting, here or on the other side. */
    USER
  }

  /** Whether a connection may move from this state to {@code next}. */
  default boolean mayBecome(ConnectionState next) {
    return switch (this) {
      case Stopped _ -> next instanceof Connecting;
      case Connecting _ -> !(next instanceof Connecting);
      case Online _ -> !(next instanceof Connecting) && !(next instanceof Online);
      case Waiting _ -> next instanceof Connecting || next instanceof Stopped;
      case Failed _ -> next instanceof Stopped;
    };
  }
}

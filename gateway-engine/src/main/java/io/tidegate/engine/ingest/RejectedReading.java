package io.tidegate.engine.ingest;

import io.tidegate.connector.Rejection;
import java.time.Instant;

/** A rejection and when it was. */
public record RejectedReading(Instant time, Rejection rejection) {}

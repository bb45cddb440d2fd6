package io.tidegate.engine.deliver;

import io.tidegate.data.UplinkRecord;
import io.tidegate.engine.record.StoredRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log under way.
 *
 * @param offset its position in the log.
 * @param stored all of it.
 * @param payload the part of it that this lane sends; null if the platform has it already.
 */
record Item(long offset, StoredRecord stored, @Nullable UplinkRecord payload) {}

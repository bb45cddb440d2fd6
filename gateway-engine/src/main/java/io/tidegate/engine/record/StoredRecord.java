package io.tidegate.engine.record;

import io.tidegate.data.UplinkRecord;

/**
 * What the log holds.
 *
 * @param connector the name of the connector that read it.
 * @param record what was read.
 */
public record StoredRecord(String connector, UplinkRecord record) {}

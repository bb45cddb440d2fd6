package io.tidegate.connector.modbus.line;

import java.time.Duration;
import java.util.List;

/** What of a unit is read at the same times. */
record TagGroup(Duration period, List<Tag> tags) {}

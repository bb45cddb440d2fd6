/** The way of a record from a session into the log. */
@NullMarked
package io.tidegate.engine.ingest;

import org.jspecify.annotations.NullMarked;

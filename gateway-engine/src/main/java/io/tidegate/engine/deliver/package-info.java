/** The way of a record from the log to the platform. */
@NullMarked
package io.tidegate.engine.deliver;

import org.jspecify.annotations.NullMarked;

/** Decides which of the values read are reported. */
@NullMarked
package io.tidegate.engine.report;

import org.jspecify.annotations.NullMarked;

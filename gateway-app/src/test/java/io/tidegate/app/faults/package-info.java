/** The whole gateway as a process, and what goes wrong around it. */
@NullMarked
package io.tidegate.app.faults;

import org.jspecify.annotations.NullMarked;

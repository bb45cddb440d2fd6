/** What goes wrong in the field, on demand: networks that fail and processes that die. */
@NullMarked
package io.tidegate.testkit.faults;

import org.jspecify.annotations.NullMarked;

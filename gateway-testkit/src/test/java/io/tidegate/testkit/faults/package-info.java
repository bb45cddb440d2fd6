@NullMarked
package io.tidegate.testkit.faults;

import org.jspecify.annotations.NullMarked;

/** Measures the whole gateway from outside: numbered messages in, both ends counted. */
@NullMarked
package io.tidegate.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;

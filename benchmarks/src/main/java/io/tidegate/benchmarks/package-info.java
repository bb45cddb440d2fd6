/** Benchmarks: JMH for the hot parts and an end-to-end harness that counts at both ends. */
@NullMarked
package io.tidegate.benchmarks;

import org.jspecify.annotations.NullMarked;

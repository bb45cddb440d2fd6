/** Modbus: reads and writes the registers and bits of units on a line, and serves its own. */
@NullMarked
package io.tidegate.connector.modbus;

import org.jspecify.annotations.NullMarked;

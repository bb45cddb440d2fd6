/** A line and the units on it: when they are asked, what for, and what becomes of the answers. */
@NullMarked
package io.tidegate.connector.modbus.line;

import org.jspecify.annotations.NullMarked;

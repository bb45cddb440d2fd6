/** The command line tool for Modbus: everything that an engineer tries on site. */
@NullMarked
package io.tidegate.connector.modbus.tool;

import org.jspecify.annotations.NullMarked;

/** Tests of the command line tool, against units written by others. */
@NullMarked
package io.tidegate.connector.modbus.tool;

import org.jspecify.annotations.NullMarked;

/** The gateway as a unit that others read and write. */
@NullMarked
package io.tidegate.connector.modbus.server;

import org.jspecify.annotations.NullMarked;

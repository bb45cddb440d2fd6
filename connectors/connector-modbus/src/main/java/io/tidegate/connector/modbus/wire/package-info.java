/** How requests get to units and answers back: media, framings, serial ports. */
@NullMarked
package io.tidegate.connector.modbus.wire;

import org.jspecify.annotations.NullMarked;

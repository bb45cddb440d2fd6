/** Tests of the wires and listeners, against peers written by others and against broken ones. */
@NullMarked
package io.tidegate.connector.modbus.wire;

import org.jspecify.annotations.NullMarked;

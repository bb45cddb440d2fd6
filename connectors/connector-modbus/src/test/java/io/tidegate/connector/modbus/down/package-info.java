/** Tests of what the platform asks of units. */
@NullMarked
package io.tidegate.connector.modbus.down;

import org.jspecify.annotations.NullMarked;

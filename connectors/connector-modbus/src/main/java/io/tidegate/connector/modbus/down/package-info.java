/** What the platform asks of units: shared attributes to write, methods to carry out. */
@NullMarked
package io.tidegate.connector.modbus.down;

import org.jspecify.annotations.NullMarked;

/** Tests of the gateway as a unit, against clients written by others and against broken ones. */
@NullMarked
package io.tidegate.connector.modbus.server;

import org.jspecify.annotations.NullMarked;

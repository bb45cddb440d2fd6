/**
 * Which requests read what is wanted: as few as possible, and none that the unit is known to
 * refuse. Pure.
 */
@NullMarked
package io.tidegate.connector.modbus.plan;

import org.jspecify.annotations.NullMarked;

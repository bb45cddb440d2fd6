/**
 * What registers and coils mean: registers to values and values to requests. Pure, for any thread.
 */
@NullMarked
package io.tidegate.connector.modbus.codec;

import org.jspecify.annotations.NullMarked;
